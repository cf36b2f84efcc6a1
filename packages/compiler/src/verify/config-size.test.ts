import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";
import { findLargeConfig } from "./config-size.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

const routesOf = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`/from-here-${index}`, `/to-another-target-${index}`]),
  );

function writeRoutes(field: string, read: string): void {
  workspace.write(
    "routes/config.ts",
    `import { dynamicRecord } from "@featheredge/edge-sdk/config";
import { z } from "zod";
export const config = z.object({ title: z.string().default("t"), routes: ${field} });
`,
  );
  workspace.write(
    "routes/handler.ts",
    `import { onViewerRequest } from "@featheredge/edge-sdk";
import type { z } from "zod";
import type { config } from "./config.ts";
export default onViewerRequest<z.output<typeof config>>(async (request, { config }) =>
  request.rewrite((${read}) ?? config.title));
`,
  );
}

const build = (count: number, runtime?: "cloudfront-function") =>
  workspace.diagnostics({ routes: { config: { routes: routesOf(count) }, runtime } }, [
    { events: { "viewer-request": ["routes"] } },
  ]);

describe("a function that is too large because of a config", () => {
  it("is reported at the config's key, with its bytes and the KeyValueStore as the way out", async () => {
    writeRoutes("z.record(z.string(), z.string())", "config.routes[request.path]");
    const [warning, ...others] = await build(300);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      rule: "FE-LIM-008",
      severity: "warning",
      at: { file: "environments/prod.ts", key: "handlers.routes.config.routes" },
      message: expect.stringMatching(
        /^has 1\d,\d{3} B, because of which the function has 1\d,\d{3} B, .* and runs in Lambda@Edge\.$/,
      ),
      fix: "Move 'routes' to the KeyValueStore: declare it by dynamic() or dynamicRecord() in the handler's config.ts.",
    });
    const rules = (await build(300, "cloudfront-function")).map(({ rule, severity }) => `${severity} ${rule}`);
    expect(rules).toEqual(expect.arrayContaining(["error FE-LIM-008", "error FE-PLC-003", "note FE-LIM-001"]));
  });

  it("is not reported where it fits, or where the config is in the KeyValueStore", async () => {
    writeRoutes("z.record(z.string(), z.string())", "config.routes[request.path]");
    expect(await build(30)).toEqual([]);
    writeRoutes("dynamicRecord(z.string())", "await config.routes.get(request.path)");
    expect(await build(300, "cloudfront-function")).toEqual([]);
  });
});

describe("findLargeConfig", () => {
  it("finds the key that has most of the bytes, and skips values that are not in the code", () => {
    const config = { a: "x".repeat(50), inner: { small: "s", large: "y".repeat(200) }, unread: "z".repeat(999) };
    const code = `f("${config.a}", "${config.inner.large}", "s")`;
    expect(findLargeConfig([undefined, config], code, 100)).toEqual({ handler: 1, key: "inner.large", bytes: 202 });
    expect(findLargeConfig([config], code, 1000)).toBeUndefined();
  });
});
