import { describeViolation, type PlacedViolation, RuleError } from "./rule-error.ts";

/**
 * Refuses the stacks if a rule of AWS is broken. Values that AWS accepts for now are passed to `warn`, one paragraph
 * each, and refuse nothing.
 *
 * @throws RuleError with all violations that are not warnings
 */
export function refuseViolations(
  violations: readonly PlacedViolation[],
  warn: ((message: string) => void) | undefined,
): void {
  const isWarning = ({ violation }: PlacedViolation) => violation.severity === "warning";
  // A function on two events is checked for each.
  for (const warning of new Set(violations.filter(isWarning).map(describeViolation))) warn?.(`Warning: ${warning}`);
  const errors = violations.filter((found) => !isWarning(found));
  if (errors.length > 0) throw new RuleError(errors);
}
