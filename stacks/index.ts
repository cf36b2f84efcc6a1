import { api } from "./api/index.ts";
import { candidate } from "./candidate/index.ts";
import { distribution } from "./distribution/index.ts";
import { foundation } from "./foundation/index.ts";
import type { StackKind } from "./kind.ts";
import { preview } from "./preview/index.ts";

export { buildInput } from "./build-input.ts";
export type { SynthesisInput } from "./kind.ts";
export { buildPreviews } from "./preview/build.ts";
export { loadExtensions } from "./synthesis/load-extensions.ts";
export { type SynthesizedStack, synthesize } from "./synthesis/synthesize.ts";

/** Every kind of stack. `featheredge new stack <name>` adds one. */
export const stackKinds: readonly StackKind[] = [api, distribution, candidate, preview, foundation];
