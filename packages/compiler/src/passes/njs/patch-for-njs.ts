import type { NodePath } from "@babel/core";
import type * as t from "@babel/types";
import { isOfAuthor } from "../authorship.ts";
import { Helpers } from "../helpers.ts";
import type { Pass } from "../pass.ts";
import { lowerNames } from "./ascii-names.ts";
import { lowerBuiltIns } from "./built-ins.ts";
import { Facts } from "./facts.ts";
import { lowerFunctionLength } from "./function-length.ts";
import { lowerKeyOrder } from "./key-order.ts";
import { lowerMatch } from "./match.ts";
import { lowerRegExps } from "./regexps.ts";

/**
 * Makes the author's code give the results of ECMAScript where njs 0.7.9, from which CloudFront's runtime was forked,
 * gives others: by polyfills, or by other code with the same meaning.
 */
export const patchForNjs: Pass = {
  name: "patch-for-njs",
  run(module) {
    // The code is parsed again: the analyses compare the offsets of nodes and ask who wrote each of them, and earlier
    // passes have moved nodes and made some without offset or author.
    const code = module.code.reparsed();
    const facts = new Facts(isOfAuthor({ ...module, code }));
    const helpers = Helpers.of(code.tree.program);
    const patched = code.transform([
      { Program: (program) => patchProgram(program, facts, helpers) },
      lowerRegExps(facts),
      lowerMatch(helpers),
      lowerNames(),
      { Program: { exit: (program) => helpers.insert(program) } },
    ]);
    return { ...module, code: patched };
  },
};

/** Patches that depend on the whole program. */
function patchProgram(program: NodePath<t.Program>, facts: Facts, helpers: Helpers): void {
  facts.find(program);
  lowerFunctionLength(program, facts, helpers);
  lowerBuiltIns(program, facts, helpers);
  lowerKeyOrder(program, facts, helpers);
}
