import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const loader = join(import.meta.dirname, "run.cjs");

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-loader-")));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes files and runs `main.ts` of them. */
function runMain(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  for (const [name, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return spawnSync(process.execPath, [loader, join(root, "main.ts"), ...args], { encoding: "utf8" });
}

const printed = (files: Readonly<Record<string, string>>, ...args: readonly string[]): unknown => {
  const { stdout, stderr } = runMain(files, ...args);
  return JSON.parse(stdout || JSON.stringify({ stderr }));
};

const print = (...values: string[]) => `process.stdout.write(JSON.stringify([${values.join(", ")}]));`;

it("gives imports the values that they have in Node.js's modules", () => {
  const files = {
    "node_modules/compiled/index.js": "exports.__esModule = true; exports.default = 1; exports.named = 2;",
    "node_modules/plain/index.js": "module.exports = () => 3; module.exports.named = 4;",
    "node_modules/esm/package.json": '{ "type": "module", "exports": { "import": "./m.js", "require": "./m.js" } }',
    "node_modules/esm/m.js": "export default 5; export const named = 6;",
    "own.ts": 'export * from "./names.ts"; export default 7;',
    "names.ts": "export let named = 8; export function change(): void { named = 9; }",
    "main.ts": `
      import * as all from "compiled";
      import compiled, { named as first } from "compiled";
      import plain, { named as second } from "plain";
      import esm, { named as third } from "esm";
      import own, { change, named as fourth } from "./own.ts";
      const before = fourth;
      change();
      ${print("compiled.default, first, all.named, plain(), second, esm, third, own, before, fourth")}`,
  };
  expect(printed(files)).toEqual([1, 2, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it("imports files by URL, and again with another query", () => {
  const url = (query: string) => JSON.stringify(pathToFileURL(join(root, "lazy.ts")).href + query);
  const files = {
    "lazy.ts": "const time = process.hrtime.bigint().toString(); export default time;",
    "main.ts": `
      const load = async (url: string) => (await import(url)).default;
      void (async () => {
        const [a, b, c] = [await load(${url("")}), await load(${url("")}), await load(${url("?v=2")})];
        ${print("a === b", "b === c")}
      })();`,
  };
  expect(printed(files)).toEqual([true, false]);
});

it("passes on arguments, and names the file and its folder", () => {
  const main = print("process.argv.slice(1)", "import.meta.dirname", "import.meta.filename", "import.meta.url");
  const file = join(root, "main.ts");
  expect(printed({ "main.ts": main }, "one")).toEqual([[file, "one"], root, file, pathToFileURL(file).href]);
});

it("names the lines of the source in a stack trace", () => {
  const main =
    "interface Unused {\n  a: string;\n}\n\nfunction fail(): never {\n  throw new Error('boom');\n}\nfail();\n";
  const { stderr } = runMain({ "main.ts": main });
  expect(stderr).toContain("Error: boom");
  expect(stderr).toContain(`at fail (${join(root, "main.ts")}:6:9)`);
});

it("runs although another file does not parse, and reports the file that it needs", () => {
  const broken = { "broken.ts": "syntax(" };
  expect(printed({ ...broken, "main.ts": print("1") })).toEqual([1]);
  const { stderr, status } = runMain({ ...broken, "main.ts": 'import "./broken.ts";' });
  expect(stderr).toContain(`${join(root, "broken.ts")}:1:7: ERROR: `);
  expect(status).toBe(1);
});
