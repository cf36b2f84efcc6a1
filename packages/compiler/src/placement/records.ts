import type { BuiltFunction } from "../compile/functions.ts";
import type { BuildInput, PlacementRecord } from "../types.ts";
import type { PlacedChain } from "./behaviors.ts";

/** What the manifest keeps of the placement: each function's reasons at each place where it runs. */
export function recordPlacements(
  input: BuildInput,
  placed: readonly PlacedChain[],
  functions: readonly BuiltFunction[],
): PlacementRecord[] {
  return placed.flatMap(({ chain: { event }, behavior: index, cause, reasons }) => {
    const behavior = input.behaviors[index];
    const found = functions.find(({ artifact, behaviors }) => artifact.event === event && behaviors.has(index));
    if (behavior === undefined || found === undefined) return [];
    const { distribution, key, path } = behavior;
    return [{ distribution, key, path, event, function: found.artifact.name, cause, reasons }];
  });
}
