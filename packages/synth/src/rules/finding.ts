import type { Violation } from "@featheredge/aws-rules";

/** What AWS would refuse, and the resource or attribute of the stack where it stands. */
export interface Finding {
  readonly at: string;
  readonly violation: Violation;
}

/** A finding for each violation there is. */
export function at(place: string, ...violations: readonly (Violation | undefined)[]): Finding[] {
  return violations.flatMap((violation) => (violation === undefined ? [] : [{ at: place, violation }]));
}
