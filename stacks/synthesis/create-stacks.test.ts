import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { api } from "../api/index.ts";
import { distribution } from "../distribution/index.ts";
import { synthesized } from "../testing/synthesized.ts";
import { checkRequiredFiles } from "./required-files.ts";

const root = mkdtempSync(join(tmpdir(), "stacks-"));
writeFileSync(join(root, "orders.ts"), "export const handler = async () => ({ statusCode: 200 });\n");
afterAll(() => rmSync(root, { recursive: true }));

const origins = { orders: { type: "api", api: "orders" } } as const;
const entries = {
  apis: { orders: { source: "orders.ts" } },
  distributions: { orders: { comment: "", origins, defaultBehavior: { origin: "orders" } } },
};

describe("the stacks of an environment", () => {
  it("have different names, whatever their kinds", () => {
    expect(() => synthesized(distribution, entries, root)).toThrow(
      "The stacks of the distribution 'orders' in environments/test.ts and of the api 'orders' in environments/test.ts would both be named 'orders-test'. Rename one of the two.",
    );
  });

  it("name files that exist", () => {
    const environment = { apis: { orders: { source: "missing.ts" } } };
    const input = { name: "test", environment, build: {} };
    expect(() => checkRequiredFiles([api], [input as never], root)).toThrow(
      "environments/test.ts: apis.orders.source: The file 'missing.ts' does not exist in the repository. Create it, and export a function named 'handler'.",
    );
  });
});
