import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { afterAll, describe, expect, it } from "vitest";
import { checkEnvironment, type EnvironmentInput } from "#environments";
import { distribution } from "../distribution/index.ts";
import { loadExtensions } from "./load-extensions.ts";

const root = mkdtempSync(join(tmpdir(), "extensions-"));
afterAll(() => rmSync(root, { recursive: true }));

const input: EnvironmentInput = {
  account: "123456789012",
  region: "eu-west-1",
  state: { type: "local" },
  protections: { preventDestroy: false },
  distributions: {
    shop: {
      comment: "Shop",
      extend: "shop.mjs",
      origins: { pages: { type: "static" } },
      defaultBehavior: { origin: "pages" },
    },
  },
};
const load = (text: string | undefined) => {
  if (text !== undefined) writeFileSync(join(root, "shop.mjs"), text);
  return loadExtensions([distribution], { name: "test", environment: checkEnvironment("test", input) }, root);
};

describe("loadExtensions", () => {
  it("reports a file that does not exist, with the key that names it", async () => {
    const error = await load(undefined).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).diagnostics).toMatchObject([
      {
        rule: "FE-STK-007",
        message: "'shop.mjs' does not exist in the repository.",
        at: { file: "environments/test.ts", key: "distributions.shop.extend" },
      },
    ]);
  });

  it("gives the default export of each file", async () => {
    const loaded = await load("export default () => 'extended';");
    expect([...loaded.keys()]).toEqual(["shop.mjs"]);
    expect((loaded.get("shop.mjs") as () => string)()).toBe("extended");
  });
});
