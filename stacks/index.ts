import { distribution } from "./distribution/index.ts";
import type { StackKind } from "./kind.ts";

export { buildInput } from "./build-input.ts";
export { type SynthesisedStack, type SynthesisInput, synthesise } from "./synthesis/synthesise.ts";

/** Every kind of stack. `featheredge new stack <name>` adds one. */
export const stackKinds: readonly StackKind[] = [distribution];
