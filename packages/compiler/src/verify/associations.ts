import { type BehaviorAssociations, checkAssociations } from "@featheredge/aws-rules";
import { locate } from "@featheredge/diagnostics";
import type { Problems } from "../problems.ts";
import type { BehaviorBuild, BuildInput } from "../types.ts";

/** Holds what was built against AWS's rules for the functions of a distribution: the last word before packaging. */
export function verifyAssociations(input: BuildInput, behaviors: readonly BehaviorBuild[], problems: Problems): void {
  const distributions = new Map<string, BehaviorAssociations[]>();
  for (const { distribution, key, functions } of behaviors) {
    const associations = Object.values(functions).map(({ event, name, runtime }) => ({ event, name, runtime }));
    const list = distributions.get(distribution);
    if (list === undefined) distributions.set(distribution, [{ key, associations }]);
    else list.push({ key, associations });
  }
  for (const list of distributions.values()) {
    for (const diagnostic of checkAssociations(list)) {
      problems.add(locate(diagnostic, { file: input.environmentFile }));
    }
  }
}
