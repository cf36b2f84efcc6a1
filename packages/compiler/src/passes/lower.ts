import { type NodePath, type PluginItem, type types as t, transformSync } from "@babel/core";
import blockScoping from "@babel/plugin-transform-block-scoping";
import type { MappedCode } from "../source/mapped-code.ts";
import { Tracer } from "../source/trace.ts";
import { Helpers } from "./helpers.ts";
import { lowerNames } from "./njs/ascii-names.ts";
import { lowerBuiltIns } from "./njs/built-ins.ts";
import { Facts, type IsAuthors } from "./njs/facts.ts";
import { lowerFunctionElements } from "./njs/function-elements.ts";
import { lowerFunctionLength } from "./njs/function-length.ts";
import { lowerKeyOrder } from "./njs/key-order.ts";
import { lowerMatch } from "./njs/match.ts";
import { lowerRegExps } from "./njs/regexps.ts";
import { lowerAwaitArguments } from "./syntax/await-arguments.ts";
import { lowerAwaitClosures } from "./syntax/await-closures.ts";
import { lowerDestructuring } from "./syntax/destructuring.ts";
import { lowerEarlyClosures } from "./syntax/early-closures.ts";
import { lowerEarlyReads } from "./syntax/early-reads.ts";
import { lowerForOf } from "./syntax/for-of.ts";
import { lowerImports } from "./syntax/imports.ts";
import { lowerObjects } from "./syntax/objects.ts";
import { lowerParameters } from "./syntax/parameters.ts";
import { lowerSpread } from "./syntax/spread.ts";

/**
 * Lowers a bundle to the documented subset of cloudfront-js-2.0, keeping what that subset has: arrow functions,
 * template literals, async and await, rest parameters. What can't be lowered (classes, generators, BigInt) stays as it
 * is, for the gate to report.
 *
 * The subset has const and let, but njs 0.7.9 throws "cannot access variable before initialization" where a function
 * that declares one reads a variable that is declared after it. So all are lowered to var, which costs no bytes.
 *
 * The bundler has lowered `?.`, `??`, logical assignments and catch without a binding before.
 *
 * @param bundle with a map to the author's files; the result's map leads there too
 * @param isSdk tells the SDK's files, which need no mending of built-ins
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export function lower(bundle: MappedCode, isSdk: (file: string) => boolean): MappedCode {
  const helpers = new Helpers();
  const facts = new Facts(authorshipOf(bundle, isSdk));
  try {
    const lowered = transform(bundle, [
      { visitor: { Program: (program) => lowerWhole(program, facts, helpers) } },
      { visitor: lowerEarlyReads() },
      { visitor: lowerImports() },
      { visitor: lowerParameters(helpers) },
      { visitor: lowerForOf(helpers) },
      { visitor: lowerDestructuring(helpers) },
      { visitor: lowerSpread(helpers) },
      { visitor: lowerObjects(helpers) },
      { visitor: lowerFunctionElements() },
      { visitor: lowerRegExps(facts) },
      { visitor: lowerMatch(helpers) },
      { visitor: lowerNames() },
      { visitor: lowerAwaitArguments() },
      { visitor: { Program: { exit: (program) => helpers.insert(program) } } },
      blockScoping,
    ]);
    // What an await parts is seen by where things stand, which only code that was written out tells.
    return /\bawait\b/.test(lowered.code) ? transform(lowered, [{ visitor: lowerAwaitClosures() }]) : lowered;
  } catch (error) {
    // The bundler takes more than Babel does. The gate tells what it is, and where.
    if (error instanceof SyntaxError) return bundle;
    throw error;
  }
}

/** What depends on more than a node and its like: it comes first, on the author's code as it is. */
function lowerWhole(program: NodePath<t.Program>, facts: Facts, helpers: Helpers): void {
  facts.find(program);
  lowerFunctionLength(program, facts, helpers);
  lowerEarlyClosures(program, facts.isAuthors);
  lowerBuiltIns(program, facts, helpers);
  lowerKeyOrder(program, facts, helpers);
  program.scope.crawl();
}

function authorshipOf({ map }: MappedCode, isSdk: (file: string) => boolean): IsAuthors {
  const tracer = new Tracer(map);
  return ({ loc }) => {
    const position = loc && tracer.trace(loc.start.line, loc.start.column);
    return position !== undefined && position !== null && !isSdk(position.file);
  };
}

function transform({ code, map }: MappedCode, plugins: PluginItem[]): MappedCode {
  const result = transformSync(code, {
    configFile: false,
    babelrc: false,
    browserslistConfigFile: false,
    sourceType: "module",
    compact: false,
    comments: false,
    sourceMaps: true,
    sourceFileName: "bundle.js",
    inputSourceMap: JSON.parse(map),
    plugins,
  });
  return { code: result?.code ?? "", map: JSON.stringify(result?.map) };
}
