import type { NodePath, types as t } from "@babel/core";
import { findKnownFunctions, type KnownFunction } from "../known-functions.ts";
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
  program.scope.crawl();
  // Looked for again only after a change: each look walks the whole program.
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
  for (let round = 0, changes = 1; changes > 0 && round < mostRounds; round++) {
    changes = 0;
    for (const step of steps) {
      if (!step()) continue;
      changes += 1;
      functions = undefined;
      program.scope.crawl();
    }
  }
  dropUnused(program, isKept);
}
