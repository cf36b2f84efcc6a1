import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Context, createOutput } from "../context.ts";
import { checkTypes } from "./check-types.ts";
import { readTypeErrors } from "./type-errors.ts";

const installed = dirname(dirname(createRequire(import.meta.url).resolve("typescript/package.json")));

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-types-")));
  mkdirSync(join(root, "edge-handlers", "a"), { recursive: true });
  mkdirSync(join(root, "node_modules"));
  symlinkSync(join(installed, "typescript"), join(root, "node_modules", "typescript"));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const useTypeScript = () =>
  write(
    "tsconfig.json",
    '{ "compilerOptions": { "strict": true, "lib": ["es2023"], "types": [] }, "include": ["edge-handlers"] }',
  );

async function check(): Promise<readonly string[]> {
  const never = new AbortController().signal;
  const silent = { write: () => true };
  const context: Context = {
    root,
    env: process.env,
    interruption: { stop: never, kill: never },
    output: createOutput(silent, silent, (text) => text),
    confirm: undefined,
  };
  const diagnostics = await checkTypes(context);
  return diagnostics.map(({ rule, at, message }) => `${rule} ${at?.file}:${at?.line}:${at?.column} ${message}`);
}

const wrong = 'export const a = 1;\nexport const b: number = "x";\n';
const error = "FE-HND-037 edge-handlers/a/handler.ts:2:14 Type 'string' is not assignable to type 'number' (TS2322).";

describe("checkTypes", () => {
  it("reports nothing for a project without tsconfig.json, or without TypeScript", async () => {
    write("edge-handlers/a/handler.ts", wrong);
    expect(await check()).toEqual([]);
    useTypeScript();
    rmSync(join(root, "node_modules", "typescript"));
    expect(await check()).toEqual([]);
  });

  it("reports type errors at their lines, except those of tests", async () => {
    useTypeScript();
    write("edge-handlers/a/handler.ts", wrong);
    write("edge-handlers/a/handler.test.ts", wrong);
    expect(await check()).toEqual([error]);
  });

  it("takes the result for unchanged files from the last check, and sees each change", async () => {
    useTypeScript();
    write("edge-handlers/a/handler.ts", wrong);
    expect(await check()).toEqual([error]);
    const file = ".featheredge/types/result.json";
    const kept = readFileSync(join(root, file), "utf8").replace("assignable", "kept");
    write(file, kept);
    expect(await check()).toEqual([error.replace("assignable", "kept")]);
    write("edge-handlers/a/other.ts", 'import { missing } from "./handler.ts";\n');
    expect(await check()).toEqual(expect.arrayContaining([error, expect.stringContaining("other.ts:1:10")]));
    rmSync(join(root, "edge-handlers/a/other.ts"));
    write("edge-handlers/a/handler.ts", wrong.replace('"x"', "2"));
    expect(await check()).toEqual([]);
    expect(await check()).toEqual([]);
  });
});

describe("readTypeErrors", () => {
  it("joins the lines of one error, and reads errors of the configuration", () => {
    const output = [
      "a/b.ts(3,5): error TS2345: Argument of type '{ a: 1; }' is not assignable.",
      "  Types of property 'a' are incompatible.",
      "error TS5023: Unknown compiler option 'x'.",
    ].join("\r\n");
    expect(readTypeErrors(output).map(({ at, message }) => [at?.file, at?.line, message])).toEqual([
      ["a/b.ts", 3, "Argument of type '{ a: 1; }' is not assignable. Types of property 'a' are incompatible (TS2345)."],
      ["tsconfig.json", undefined, "Unknown compiler option 'x' (TS5023)."],
    ]);
  });

  it("shows 20 errors, and says how many more there are", () => {
    const output = Array.from({ length: 25 }, (_, index) => `a.ts(${index + 1},1): error TS1: No.`).join("\n");
    const errors = readTypeErrors(output);
    expect(errors).toHaveLength(20);
    expect(errors.at(-1)?.fix).toBe("'npx tsc --noEmit' lists 5 more.");
  });
});
