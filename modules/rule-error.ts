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

/** What AWS would refuse, found before it is asked: one paragraph each, with file, key, rule and page. */
export class RuleError extends Error {
  readonly userFacing = true;
  override readonly name = "RuleError";
  readonly violations: readonly PlacedViolation[];

  constructor(violations: readonly PlacedViolation[]) {
    super(
      violations
        .map(({ place, violation }) => `${place.file}: ${place.key}: ${violation.message} See ${violation.page}`)
        .join("\n\n"),
    );
    this.violations = violations;
  }
}
