import { readFileSync } from "node:fs";
import { createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
  workspace.write(
    "moved/config.ts",
    `import { z } from "zod";
import { dynamic, dynamicRecord } from "@featheredge/edge-sdk/config";
export const config = z.strictObject({
  on: dynamic(z.boolean()),
  rules: dynamicRecord(z.string()),
  kept: dynamicRecord(z.string(), { fallback: "built-in" }).optional(),
});`,
  );
  workspace.write(
    "moved/handler.ts",
    `import { onViewerRequest, redirect } from "@featheredge/edge-sdk";
export default onViewerRequest<any>(async (request, { config }) => {
  if (!(await config.on.get())) return request;
  const to = await config.rules.get(request.path);
  return to === undefined ? request : redirect(to);
});`,
  );
});
afterEach(() => workspace.remove());

const moved = (rules: Record<string, string>, on: unknown = true) => ({
  old: { handler: "moved", config: { on, rules } },
});
const atViewer = { events: { "viewer-request": ["old"] } } as const;

async function answer(directory: string, file: string, store: Record<string, string>, uri = "/b") {
  const code = readFileSync(`${directory}/${file}`, "utf8");
  const engine = await createCloudFrontFunctionEngine(code, { keyValueStore: new Map(Object.entries(store)) });
  const request = { method: "GET", uri, querystring: {}, headers: {}, cookies: {} };
  const { output, error } = await engine.run({ viewer: { ip: "192.0.2.1" }, request });
  engine.dispose();
  expect(error).toBeUndefined();
  return output as { headers: { location?: { value: string } } };
}

describe("dynamic config", () => {
  it("goes to the distribution's store, sorted by key, as JSON", async () => {
    const build = await workspace.build(moved({ "/z": "/y", "/b": "/c" }), [atViewer]);
    expect(build.stores).toEqual([
      {
        distribution: "site",
        file: "initial-entries/site.json",
        entries: 3,
        bytes: 42,
        parameter: "/featheredge/prod/site/key-value-store",
        keys: {
          "old/on": "handlers.old.config.on",
          "old/rules//b": "handlers.old.config.rules",
          "old/rules//z": "handlers.old.config.rules",
        },
      },
    ]);
    expect(JSON.parse(readFileSync(`${build.directory}/initial-entries/site.json`, "utf8"))).toEqual([
      { key: "old/on", value: "true" },
      { key: "old/rules//b", value: '"/c"' },
      { key: "old/rules//z", value: '"/y"' },
    ]);
    expect(build.functions[0]?.keyValueStore).toEqual({ entries: 3 });
  });

  it("is read from the store, under the same keys", async () => {
    const { directory, functions } = await workspace.build(moved({ "/b": "/c" }), [atViewer]);
    const file = functions[0]?.file ?? "";
    const store = { "old/on": "true", "old/rules//b": '"/d"' };
    expect((await answer(directory, file, store)).headers.location?.value).toBe("/d");
    expect((await answer(directory, file, { ...store, "old/on": "false" })).headers.location).toBeUndefined();
  });

  it("falls back to a value that is built in, and to no entry of a record", async () => {
    const { directory, functions } = await workspace.build(moved({ "/b": "/c" }), [atViewer]);
    const file = functions[0]?.file ?? "";
    const only = { "old/rules//b": '"/d"' };
    expect((await answer(directory, file, only)).headers.location?.value).toBe("/d");
    expect((await answer(directory, file, {})).headers.location).toBeUndefined();
  });

  it("keeps the code as it is when only entries of a record change", async () => {
    const first = await workspace.build(moved({ "/b": "/c" }), [atViewer]);
    const second = await workspace.build(moved({ "/b": "/c", "/d": "/e" }), [atViewer]);
    expect(second.functions[0]?.sha256).toBe(first.functions[0]?.sha256);
  });

  it("is built in when the config escapes the compiler's sight", async () => {
    workspace.write(
      "moved/handler.ts",
      `import { onViewerRequest, redirect } from "@featheredge/edge-sdk";
const look = (config: any, key: string) => config[key].get("/b");
export default onViewerRequest<any>(async (request, context) => redirect(await look(Object.assign({}, context).config, "rules")));`,
    );
    const { directory, functions } = await workspace.build(moved({ "/b": "/c" }), [atViewer]);
    const redirected = await answer(directory, functions[0]?.file ?? "", { "old/rules//b": '"/d"' });
    expect(redirected.headers.location?.value).toBe("/d");
  });

  it("gives a Lambda@Edge function a store's parameter for each distribution", async () => {
    const build = await workspace.build({ old: { ...moved({ "/b": "/c" }).old, runtime: "lambda-at-edge" } }, [
      { distribution: "a", ...atViewer },
      { distribution: "b", ...atViewer },
    ]);
    expect(build.functions.map(({ secrets }) => secrets)).toEqual(
      expect.arrayContaining([["/featheredge/prod/a/key-value-store"], ["/featheredge/prod/b/key-value-store"]]),
    );
    expect(new Set(build.functions.map(({ name }) => name)).size).toBe(2);
    expect(build.stores.map(({ distribution }) => distribution)).toEqual(["a", "b"]);
  });

  it("gives a store without entries to a handler that reads its own keys", async () => {
    workspace.write(
      "own/handler.ts",
      `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest(async (request, { kvs }) => request.rewrite((await kvs.get("page")) ?? "/"));`,
    );
    const build = await workspace.build({ own: {} }, [{ events: { "viewer-request": ["own"] } }]);
    expect(build.stores).toMatchObject([{ entries: 0 }]);
    expect((await answer(build.directory, build.functions[0]?.file ?? "", { page: "/x" })) as object).toMatchObject({
      uri: "/x",
    });
  });

  describe("in a branch that the config rules out", () => {
    const events = { "viewer-request": ["either"] } as const;
    const both = ["cloudfront-function", "lambda-at-edge"] as const;
    const wants = (runtime: (typeof both)[number], by: string) => ({ either: { config: { by, on: true }, runtime } });
    beforeEach(() => {
      workspace
        .write(
          "either/config.ts",
          `import { z } from "zod";
import { dynamic } from "@featheredge/edge-sdk/config";
export const config = z.strictObject({ by: z.string(), on: dynamic(z.boolean()) });`,
        )
        .write("either/by-store.ts", "export const byStore = async (from: any) => (await from.kvs.get('page')) ?? '/';")
        .write(
          "either/handler.ts",
          `import { onViewerRequest } from "@featheredge/edge-sdk";
import { byStore } from "./by-store.ts";
export default onViewerRequest<any>(async (request, { config, kvs }) => {
  if (config.by === "key") return request.rewrite((await kvs.get("page")) ?? "/");
  if (config.by === "file") return request.rewrite(await byStore({ kvs }));
  if (config.by === "field") return request.rewrite((await config.on.get()) ? "/on" : "/off");
  return request.rewrite("/kvs");
});`,
        );
    });

    it.each(both)("gives a function no store: %s", async (runtime) => {
      const build = await workspace.build(wants(runtime, "nothing"), [
        { distribution: "a", events },
        { distribution: "b", events },
      ]);
      expect(build.functions).toMatchObject([{ name: "either", runtime, secrets: [] }]);
      expect(build.functions[0]).not.toHaveProperty("keyValueStore");
      expect(build.stores).toEqual([]);
    });

    it.each(both.flatMap((runtime) => (["key", "file", "field"] as const).map((by) => [runtime, by] as const)))(
      "leaves the store to the branch that stays: %s, by %s",
      async (runtime, by) => {
        const build = await workspace.build(wants(runtime, by), [{ events }]);
        const secrets = runtime === "lambda-at-edge" ? ["/featheredge/prod/site/key-value-store"] : [];
        expect(build.functions).toMatchObject([{ runtime, secrets, keyValueStore: { entries: 1 } }]);
        expect(build.stores).toMatchObject([{ distribution: "site", entries: 1 }]);
      },
    );
  });
});
