import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildEnvironment } from "../build.ts";
import { answering, Workspace } from "../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

/** Every file below a directory with its text. */
function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(directory, name), "utf8")]));
}

it("writes the code of each CloudFront Function after each pass, in order and the same each time", async () => {
  workspace.write("spread/handler.ts", answering("const list = [1, 2]; return [0, ...list];"));
  workspace.write("fetching/handler.ts", answering("return await fetch('https://a.example/');", { isAsync: true }));
  const input = workspace.input({ spread: {}, fetching: {} }, [
    { path: "/a", events: { "viewer-request": ["spread"] } },
    { path: "/b", events: { "viewer-request": ["fetching"] } },
  ]);

  const build = await buildEnvironment({ ...input, dumpDirectory: workspace.path("dump") });
  const files = filesIn(workspace.path("dump"));
  expect(Object.keys(files)).toEqual([
    "spread/01-bundle.js",
    "spread/02-prune.js",
    "spread/03-check-source.js",
    "spread/04-inline-handler.js",
    "spread/05-partial-evaluation.js",
    "spread/06-inline-sdk.js",
    "spread/07-prune.js",
    "spread/08-check-bundle.js",
    "spread/09-patch-for-njs.js",
    "spread/10-lower-syntax.js",
    "spread/11-minify.js",
    "spread/12-check-artifact.js",
  ]);
  expect(files["spread/09-patch-for-njs.js"]).toContain("...[1, 2]");
  expect(files["spread/10-lower-syntax.js"]).not.toContain("...[1, 2]");
  expect(files["spread/12-check-artifact.js"]).toBe(
    readFileSync(path.join(build.directory, "functions", "spread.js"), "utf8"),
  );

  // The second build takes its functions out of the cache.
  await buildEnvironment({ ...input, dumpDirectory: workspace.path("again") });
  expect(filesIn(workspace.path("again"))).toEqual(files);
});
