import type { NodePath, types as t } from "@babel/core";
import { findKnownFunctions } from "../unbox/known-functions.ts";
import { dropConstantParameters } from "./constant-arguments.ts";
import { Constants } from "./constants.ts";
import { dropUnused } from "./drop-unused.ts";
import { fold } from "./fold.ts";
import { inlineCalls } from "./inline-calls.ts";
import { unroll } from "./unroll.ts";

/** A change may make another one possible; what nests deeper than this stays as it is. */
const mostRounds = 6;

/**
 * Makes a bundle do at run time only what is not known when it is built: its config is constant, and so is what follows
 * from it.
 *
 * @param isKept tells the functions, by their names, that must stay, and their calls with them
 */
export function specialize(program: NodePath<t.Program>, isKept: (name: string) => boolean): void {
  for (let round = 0, changed = true; changed && round < mostRounds; round++) {
    program.scope.crawl();
    changed = dropConstantParameters(program, findKnownFunctions(program));
    program.scope.crawl();
    const constants = new Constants(program, findKnownFunctions(program));
    changed = unroll(program, constants) || changed;
    program.scope.crawl();
    changed = fold(program, new Constants(program, findKnownFunctions(program))) || changed;
    program.scope.crawl();
    changed = inlineCalls(program, isKept) || changed;
    program.scope.crawl();
  }
  dropUnused(program, isKept);
}
