import { createRequire } from "node:module";
import {
  type PluginItem,
  parseSync,
  type TransformOptions,
  transformFromAstSync,
  traverse,
  type Visitor,
} from "@babel/core";
import * as t from "@babel/types";
import type { MappedCode } from "./mapped-code.ts";

type Generate = (tree: t.File, options: object, source: string) => { readonly code: string; readonly map: object };

/** The generator that Babel itself prints with, since another package may have brought another version of it. */
const { generate }: { readonly generate: Generate } = createRequire(
  createRequire(import.meta.url).resolve("@babel/core"),
)("@babel/generator");

/** Options for all code: it is a module, whatever Babel configuration is in the author's folders. */
const options: TransformOptions = {
  configFile: false,
  babelrc: false,
  browserslistConfigFile: false,
  sourceType: "module",
};

/** As `options`, for an author's file. */
const typescript: TransformOptions = { ...options, parserOpts: { plugins: ["typescript"] } };

/**
 * Parses a module.
 *
 * @throws SyntaxError of Babel when it does not parse
 */
export function parse(code: string, language: "javascript" | "typescript" = "javascript"): t.File {
  return parseSync(code, language === "typescript" ? typescript : options) ?? t.file(t.program([]));
}

const format = { compact: false, comments: false, sourceMaps: true, sourceFileName: "bundle.js" };

/**
 * Writes a tree out, without comments.
 *
 * @param from the code that the tree was parsed from; the result's map leads where that code's map leads
 */
export function print(tree: t.File, from: MappedCode): MappedCode {
  const { code, map } = generate(tree, { ...format, inputSourceMap: JSON.parse(from.map) }, from.code);
  return { code, map: JSON.stringify(map) };
}

/**
 * Writes minified code out for people, a statement a line.
 *
 * @returns the code as it is when it does not parse
 */
export function formatCode(code: string): string {
  try {
    return generate(parse(code), { compact: false, comments: true }, code).code;
  } catch {
    return code;
  }
}

/** As `print`, after Babel's plugins have changed the tree in place. */
export function printByPlugins(tree: t.File, from: MappedCode, plugins: PluginItem[]): MappedCode {
  const result = transformFromAstSync(tree, from.code, {
    ...options,
    ...format,
    cloneInputAst: false,
    inputSourceMap: JSON.parse(from.map),
    plugins,
  });
  return { code: result?.code ?? "", map: JSON.stringify(result?.map) };
}

/** A deep copy of a tree, positions included. */
export function copyOf<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  const copy = Object.create(Object.getPrototypeOf(value));
  for (const [key, part] of Object.entries(value)) copy[key] = key === "loc" ? part : copyOf(part);
  return copy;
}

/**
 * Changes an author's TypeScript by a visitor.
 *
 * @param name of the author's file, to which the source map at the end of the result leads
 * @throws SyntaxError of Babel when it does not parse
 */
export function rewriteSource(source: string, name: string, visitor: Visitor): string {
  const tree = parse(source, "typescript");
  traverse(tree, visitor);
  const { code, map } = generate(tree, { sourceMaps: true, sourceFileName: name }, source);
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}`;
}
