import type { Environment } from "#environments";

/** The name that a renamed entry has in AWS: its oldest. */
export function oldestName(key: string, [oldest]: readonly string[] = []): string {
  return oldest ?? key;
}

/** The oldest names of the distributions that were renamed, by their present ones. */
export function oldestNames({ distributions }: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(distributions).flatMap(([key, { renamedFrom = [] }]) =>
      renamedFrom[0] === undefined ? [] : [[key, renamedFrom[0]]],
    ),
  );
}

/** The earlier names of a stack, the oldest first: its own, or those of the distribution that it is named after. */
export function earlierStackNames({ distributions, stacks }: Environment, stack: string): readonly string[] {
  const own = distributions[stack];
  const named = own !== undefined && (own.stack ?? stack) === stack ? own.renamedFrom : undefined;
  return stacks[stack]?.renamedFrom ?? named ?? [];
}
