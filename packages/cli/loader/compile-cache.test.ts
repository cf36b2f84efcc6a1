import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-compile-cache-")));
});
afterEach(() => rmSync(root, { recursive: true }));

/** More source than what is worth a file. */
const padding = `/* ${"x".repeat(150_000)} */`;

const main = `
  const vm = require("node:vm");
  const { Script } = vm;
  const outcomes = [];
  vm.Script = function (code, options) {
    const script = new Script(code, options);
    outcomes.push(options.cachedData === undefined ? "compiled" : script.cachedDataRejected ? "rejected" : "kept");
    return script;
  };
  require(${JSON.stringify(join(import.meta.dirname, "compile-cache.cjs"))}).useCompileCache(process.argv[2], ["program"]);
  const value = require("./module.js");
  process.stdout.write(JSON.stringify([value, outcomes]));`;

/** Runs a program that requires a module with this source. @returns the module's value, and how it was compiled */
function runWith(source: string, folder = root, cache = join(folder, "cache")): unknown {
  writeFileSync(join(folder, "main.cjs"), main);
  writeFileSync(join(folder, "module.js"), source);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "main.cjs"), cache], { encoding: "utf8" });
  return JSON.parse(stdout || JSON.stringify({ stderr }));
}

function fileOf(): string {
  const [folder = ""] = readdirSync(join(root, "cache"));
  const [name = ""] = readdirSync(join(root, "cache", folder));
  return join(root, "cache", folder, name);
}

it("compiles a module once", () => {
  const source = `module.exports = [1, __dirname === require("node:path").dirname(module.filename)]; ${padding}`;
  expect(runWith(source)).toEqual([[1, true], ["compiled"]]);
  expect(runWith(source)).toEqual([[1, true], ["kept"]]);
});

it("compiles changed source of the same length again", () => {
  expect(runWith(`module.exports = 1; ${padding}`)).toEqual([1, ["compiled"]]);
  expect(runWith(`module.exports = 2; ${padding}`)).toEqual([2, ["compiled"]]);
  expect(runWith(`module.exports = 1; ${padding}`)).toEqual([1, ["kept"]]);
});

const thrower = `module.exports = (function thrower() { return new Error().stack.split("\\n")[1]; })(); ${padding}`;

it("compiles a project that was moved once more, and names the folder that it is in now", () => {
  expect(runWith(thrower)).toEqual([expect.stringContaining(join(root, "module.js")), ["compiled"]]);
  const before = root;
  root = `${before}-moved`;
  renameSync(before, root);
  const named = expect.stringContaining(join(root, "module.js"));
  expect(runWith(thrower)).toEqual([named, ["compiled"]]);
  expect(runWith(thrower)).toEqual([named, ["kept"]]);
});

it("names each copy of a project that shares the file, which stays as the first one wrote it", () => {
  const cache = join(root, "cache");
  expect(runWith(thrower)).toEqual([expect.stringContaining(join(root, "module.js")), ["compiled"]]);
  const copy = join(root, "copy");
  mkdirSync(copy);
  const named = expect.stringContaining(join(copy, "module.js"));
  expect(runWith(thrower, copy, cache)).toEqual([named, ["compiled"]]);
  expect(runWith(thrower, copy, cache)).toEqual([named, ["compiled"]]);
  expect(runWith(thrower)).toEqual([expect.stringContaining(join(root, "module.js")), ["kept"]]);
});

it("keeps nothing of a small change", () => {
  expect(runWith("module.exports = 1;")).toEqual([1, ["compiled"]]);
  expect(existsSync(join(root, "cache"))).toBe(false);
});

it.each([
  ["was cut short", (bytes: Buffer) => bytes.subarray(0, -1)],
  ["is empty", () => Buffer.alloc(0)],
  ["is of another program", () => Buffer.from("PK another program's file")],
])("compiles again when the file %s", (_, damage) => {
  const source = `module.exports = 1; ${padding}`;
  runWith(source);
  writeFileSync(fileOf(), damage(readFileSync(fileOf())));
  expect(runWith(source)).toEqual([1, ["compiled"]]);
  expect(runWith(source)).toEqual([1, ["kept"]]);
});

it("leaves modules of ECMAScript, and source that does not parse, to Node.js", () => {
  expect(runWith(`export default 1; ${padding}`)).toMatchObject([{ default: 1 }, []]);
  expect(runWith("const = 1;")).toMatchObject({ stderr: expect.stringContaining("SyntaxError: Unexpected token '='") });
});
