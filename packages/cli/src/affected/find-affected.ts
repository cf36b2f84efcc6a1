import type { StackDigests } from "../commits/stack-digests.ts";

/** An environment whose synthesized stacks a change affects. */
export interface AffectedEnvironment {
  readonly environment: string;
  /** The stacks that differ or are new, in the order in which they are planned. */
  readonly stacks: readonly string[];
  /** The stacks that the change removes from the environment. */
  readonly removed: readonly string[];
}

/**
 * Compares the synthesized stacks of a change with those of its base. A change that affects none of them, such as one of
 * docs, needs no plan.
 * @param base - Undefined if the base could not be synthesized: then the change affects every stack.
 */
export function findAffected(base: StackDigests | undefined, head: StackDigests): AffectedEnvironment[] {
  const environments = new Set([...Object.keys(head), ...Object.keys(base ?? {})]);
  return [...environments]
    .map((environment) => {
      const before = base?.[environment] ?? {};
      const after = head[environment] ?? {};
      return {
        environment,
        stacks: Object.keys(after).filter((stack) => before[stack] !== after[stack]),
        removed: Object.keys(before).filter((stack) => !Object.hasOwn(after, stack)),
      };
    })
    .filter(({ stacks, removed }) => stacks.length + removed.length > 0);
}
