import type { Violation } from "@featheredge/aws-rules";

/** Where in the environments a mistake stands: `environments/prod.ts` and `distributions.site.behaviors[2].path`. */
interface Place {
  readonly file: string;
  readonly key: string;
}

export interface PlacedViolation {
  readonly place: Place;
  readonly violation: Violation;
}

/** A violation as one paragraph with file, key, rule and page. */
export function describeViolation({ place, violation }: PlacedViolation): string {
  return `${place.file}: ${place.key}: ${violation.message} See ${violation.page}`;
}

/** Broken rules of AWS, found before AWS is asked: one paragraph each. */
export class RuleError extends Error {
  readonly userFacing = true;
  override readonly name = "RuleError";
  readonly violations: readonly PlacedViolation[];

  constructor(violations: readonly PlacedViolation[]) {
    super(violations.map(describeViolation).join("\n\n"));
    this.violations = violations;
  }
}
