import blockScoping from "@babel/plugin-transform-block-scoping";
import * as t from "@babel/types";
import type { Code } from "../../source/code.ts";
import { isOfAuthor } from "../authorship.ts";
import { Helpers } from "../helpers.ts";
import type { Pass } from "../pass.ts";
import { lowerAwaitArguments } from "./await-arguments.ts";
import { lowerAwaitClosures } from "./await-closures.ts";
import { lowerDestructuring } from "./destructuring.ts";
import { lowerEarlyClosures } from "./early-closures.ts";
import { lowerEarlyReads } from "./early-reads.ts";
import { lowerForOf } from "./for-of.ts";
import { lowerFunctionElements } from "./function-elements.ts";
import { lowerImports } from "./imports.ts";
import { lowerObjects } from "./objects.ts";
import { lowerParameters } from "./parameters.ts";
import { lowerSpread } from "./spread.ts";

/**
 * Lowers modern syntax to the documented subset of cloudfront-js-2.0, keeping what that subset has: arrow functions,
 * template literals, async and await, rest parameters. Syntax that can't be lowered (classes, generators, BigInt) stays as it
 * is, for the language check to report.
 *
 * The subset has const and let, but njs 0.7.9 throws "cannot access variable before initialization" where a function
 * that declares one reads a variable that is declared after it. So all are lowered to var, which costs no bytes.
 *
 * The bundler has lowered `?.`, `??`, logical assignments and catch without a binding before.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export const lowerSyntax: Pass = {
  name: "lower-syntax",
  run(module) {
    const isAuthors = isOfAuthor(module);
    const helpers = Helpers.of(module.code.tree.program);
    const code = module.code.transformByPlugins([
      { visitor: { Program: (program) => lowerEarlyClosures(program, isAuthors) } },
      { visitor: lowerEarlyReads() },
      { visitor: lowerImports() },
      { visitor: lowerParameters(helpers) },
      { visitor: lowerForOf(helpers) },
      { visitor: lowerDestructuring(helpers) },
      { visitor: lowerSpread(helpers) },
      { visitor: lowerObjects(helpers) },
      { visitor: lowerFunctionElements() },
      { visitor: lowerAwaitArguments() },
      { visitor: { Program: { exit: (program) => helpers.insert(program) } } },
      blockScoping,
    ]);
    return { ...module, code: awaits(code) ? withSharedVariables(code) : code };
  },
};

/** Parsed again, since the analysis of variables across an `await` compares offsets. */
function withSharedVariables(code: Code): Code {
  return code.reparsed().transform([lowerAwaitClosures()]);
}

function awaits({ tree }: Code): boolean {
  let isFound = false;
  t.traverseFast(tree, (node) => {
    isFound ||= t.isAwaitExpression(node) || t.isForOfStatement(node, { await: true });
  });
  return isFound;
}
