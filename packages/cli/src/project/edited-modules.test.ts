import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const loader = join(import.meta.dirname, "../../loader/run.cjs");
const source = (file: string) => JSON.stringify(join(import.meta.dirname, file));

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-forget-")));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** Runs code by the command's loader, as the modules of a project run. */
function run(code: string): unknown {
  write({ "main.ts": code });
  // Outside of the project, as the command is.
  const { stdout, stderr } = spawnSync(process.execPath, [loader, join(root, "main.ts")], { encoding: "utf8" });
  return stdout === "" ? stderr : JSON.parse(stdout);
}

it("reads an environment again that was edited, with what it imports, and packages only once", () => {
  write({
    "project/environments/index.ts": `
      export const environmentNames = ["dev"];
      export const loadEnvironment = async () => (await import("./dev.ts")).default;`,
    "project/environments/dev.ts": 'import { account } from "./shared.ts"; export default { account };',
    "project/environments/shared.ts": 'import "counted"; export const account = "1";',
    "project/node_modules/counted/index.js": "globalThis.count = (globalThis.count ?? 0) + 1;",
    "project/packages/own/index.ts": "export const same = {};",
  });
  const result = run(`
    import { writeFileSync } from "node:fs";
    import { join } from "node:path";
    import { forgetProjectModules } from ${source("../../../compiler/src/project-modules/forget-modules.ts")};
    import { loadEnvironment } from ${source("registry.ts")};
    import { same } from "./project/packages/own/index.ts";
    const root = join(import.meta.dirname, "project");
    const account = async () => (await loadEnvironment(root, "dev")).account;
    void (async () => {
      const accounts = [await account()];
      writeFileSync(join(root, "environments/shared.ts"), 'import "counted"; export const account = "2";');
      accounts.push(await account());
      forgetProjectModules(root, { changed: ["edge-handlers/greet/handler.ts"] });
      accounts.push(await account());
      forgetProjectModules(root, { changed: ["environments/shared.ts"] });
      accounts.push(await account());
      forgetProjectModules(root);
      const isSame = (await import("./project/packages/own/index.ts")).same === same;
      const children = Object.values(require.cache).flatMap(({ children }) => children.map(({ id }) => id));
      const kept = children.filter((file) => file.startsWith(join(root, "environments")));
      process.stdout.write(JSON.stringify({ accounts, count: globalThis.count, isSame, kept }));
    })();`);
  expect(result).toEqual({ accounts: ["1", "1", "1", "2"], count: 1, isSame: true, kept: [] });
});

it("reads the schema of a handler's config again when a file that it imports was edited", () => {
  write({
    "project/edge-handlers/limit/config.ts": `
      import { isValid } from "./rule.ts";
      export const config = { safeParse: (value) => ({ success: isValid(value) }) };`,
    "project/edge-handlers/limit/rule.ts": "export const isValid = (value) => value < 10;",
  });
  const result = run(`
    import { writeFileSync } from "node:fs";
    import { join } from "node:path";
    import { loadConfigSchema } from ${source("../../../compiler/src/load/config-schema.ts")};
    import { forgetProjectModules } from ${source("../../../compiler/src/project-modules/forget-modules.ts")};
    const root = join(import.meta.dirname, "project");
    const folder = join(root, "edge-handlers/limit");
    const isValid = async () => (await loadConfigSchema(join(folder, "config.ts"), "same")).safeParse(15).success;
    void (async () => {
      const results = [await isValid()];
      writeFileSync(join(folder, "rule.ts"), "export const isValid = (value) => value < 20;");
      forgetProjectModules(root);
      results.push(await isValid());
      process.stdout.write(JSON.stringify(results));
    })();`);
  expect(result).toEqual([false, true]);
});
