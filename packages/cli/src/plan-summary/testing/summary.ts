import type { PlanSummary } from "../model.ts";

/** The summary of a plan that changes nothing. */
export function emptySummary(environment: string): PlanSummary {
  return {
    version: 1,
    environment,
    account: "123456789012",
    target: "aws",
    base: undefined,
    removals: [],
    unnamed: [],
    distributions: [],
    resources: [],
    stacks: [],
    totals: { import: 0, add: 0, change: 0, replace: 0, destroy: 0 },
    checks: [],
    missingPermissions: [],
  };
}
