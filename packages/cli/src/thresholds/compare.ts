import type { Check } from "../plan-summary/model.ts";
import type { Environment } from "../project/registry.ts";

export interface Estimates {
  /** USD. */
  readonly costPerMonth: number;
  /** Percent of what AWS allows, for the costliest event of each CloudFront Function. */
  readonly compute: ReadonlyMap<string, number>;
}

/**
 * Compares an environment's estimates with its thresholds.
 * @returns one check for each threshold and what it is about; none for thresholds that the environment does not have
 */
export function compareThresholds(
  environment: string,
  { costPerMonth, computeUtilization }: NonNullable<Environment["thresholds"]>,
  estimates: Estimates,
): Check[] {
  const check = (threshold: Check["threshold"], subject: string, value: number, most: number): Check => ({
    threshold,
    subject,
    value,
    most,
    passed: value <= most,
  });
  return [
    ...(costPerMonth === undefined ? [] : [check("costPerMonth", environment, estimates.costPerMonth, costPerMonth)]),
    ...(computeUtilization === undefined
      ? []
      : [...estimates.compute].map(([name, value]) => check("computeUtilization", name, value, computeUtilization))),
  ];
}
