import type { BuiltFunction } from "../compile/functions.ts";
import type { BuildInput, PlacementRecord } from "../types.ts";
import type { PlacedChain } from "./behaviors.ts";

/** The placements in the manifest's form: for each event of each behavior, its function and the reasons for the runtime. */
export function recordPlacements(
  input: BuildInput,
  placed: readonly PlacedChain[],
  functions: readonly BuiltFunction[],
): PlacementRecord[] {
  return placed.flatMap(({ chain: { event }, behavior: index, cause, reasons }) => {
    const behavior = input.behaviors[index];
    const built = functions.find(({ artifact, behaviors }) => artifact.event === event && behaviors.has(index));
    if (behavior === undefined || built === undefined) return [];
    const { distribution, key, path } = behavior;
    return [{ distribution, key, path, event, function: built.artifact.name, cause, reasons }];
  });
}
