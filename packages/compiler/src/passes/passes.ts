import { emptyBundle } from "../bundle/bundle.ts";
import { Code } from "../source/code.ts";
import { bundle } from "./bundle.ts";
import { checkArtifact, checkBundle, checkSource } from "./checks.ts";
import { inlineHandler } from "./inline-handler/inline-handler.ts";
import { inlineSdk } from "./inline-sdk/inline-sdk.ts";
import { minify } from "./minify.ts";
import { patchForNjs } from "./njs/patch-for-njs.ts";
import { partialEvaluation } from "./partial-evaluation/partial-evaluation.ts";
import type { Module, Pass } from "./pass.ts";
import { prune } from "./prune/prune.ts";
import { lowerSyntax } from "./syntax/lower-syntax.ts";

/** Every pass from a chain's handlers to a CloudFront Function, in order. */
const passes: readonly Pass[] = [
  bundle,
  // Pruned here as well, since later passes take longer for larger code.
  prune,
  checkSource,
  inlineHandler,
  // Before the views are inlined: a view that goes through a function, a list or a loop is inlined only once these are
  // gone. In the other order `security-headers` has 2,206 B instead of 899.
  partialEvaluation,
  inlineSdk,
  prune,
  checkBundle,
  // Before the syntax is lowered: the patches look at default values, accessors and loops as the author wrote them.
  patchForNjs,
  lowerSyntax,
  minify,
  checkArtifact,
];

/** Called with the module after each pass. */
export type Observer = (pass: Pass, module: Module, index: number) => void;

/** Runs the passes, one after the other. */
export async function runPasses(
  start: Pick<Module, "event" | "chain" | "files" | "isAuthors">,
  observe: Observer = () => {},
): Promise<Module> {
  let module: Module = {
    ...start,
    bundle: emptyBundle,
    code: Code.of({ code: "", map: "" }),
    isInlined: false,
    readsStore: false,
    blockers: [],
    artifact: undefined,
  };
  for (const [index, pass] of passes.entries()) {
    module = await pass.run(module);
    observe(pass, module, index);
  }
  return module;
}
