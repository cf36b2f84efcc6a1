import type { NodePath } from "@babel/core";
import type * as t from "@babel/types";
import { findKnownFunctions, type KnownFunction } from "../known-functions.ts";
import type { Pass } from "../pass.ts";
import { SdkFunctions } from "../sdk-functions.ts";
import { dropConstantParameters } from "./constant-arguments.ts";
import { Constants } from "./constants.ts";
import { dropUnused } from "./drop-unused.ts";
import { fold } from "./fold.ts";
import { inlineCalls } from "./inline-calls.ts";
import { unroll } from "./unroll.ts";

/** A change may make another one possible; deeper nesting than this stays as it is. */
const mostRounds = 6;

/**
 * Computes at build time what follows from constants: after the config was inlined, much of a handler does. The SDK's
 * functions stay, since `inline-sdk` looks for their calls.
 */
export const partialEvaluation: Pass = {
  name: "partial-evaluation",
  run(module) {
    const code = module.code.transformProgram((program) => {
      const sdk = new SdkFunctions(program, module);
      evaluatePartially(program, (name) => sdk.isOwn(name));
    });
    return { ...module, code };
  },
};

/** @param isKept is true for the names of functions that must stay, and their calls with them */
export function evaluatePartially(program: NodePath<t.Program>, isKept: (name: string) => boolean): void {
  // Searched again only after a change, since each search walks the whole program.
  let functions: readonly KnownFunction[] | undefined;
  const known = () => {
    functions ??= findKnownFunctions(program);
    return functions;
  };
  const steps = [
    () => dropConstantParameters(program, known()),
    () => unroll(program, new Constants(program, known())),
    () => fold(program, new Constants(program, known())),
    () => inlineCalls(program, known(), isKept),
  ];
  // Until every step has looked at the program since it last changed.
  for (let turn = 0, unchanged = 0; unchanged < steps.length && turn < mostRounds * steps.length; turn++) {
    unchanged += 1;
    if (steps[turn % steps.length]?.() !== true) continue;
    unchanged = 0;
    functions = undefined;
    program.scope.crawl();
  }
  dropUnused(program, isKept);
}
