import { checkPlan, type PlannedDistribution } from "../pricing-plans/check-plan.ts";
import { flatRatePlanOf, type PricingPlan, pricingPlans } from "../pricing-plans/plans.ts";
import type { CostLine, MonthlyUse } from "./monthly-cost.ts";

/** The cost of a distribution with one plan. */
export interface PlanCost {
  readonly plan: PricingPlan;
  /** USD: the plan's price and what it does not cover. */
  readonly perMonth: number;
  /** The allowances that the traffic exceeds; AWS may serve more slowly then. */
  readonly exceeds: readonly string[];
  /** The reasons why the distribution can't have the plan as it is. */
  readonly blockers: readonly string[];
}

/** The cost of a distribution with each plan, with the reasons against it. */
export function comparePlans(
  lines: readonly CostLine[],
  { requests, bytes }: Pick<MonthlyUse, "requests" | "bytes">,
  distribution: Omit<PlannedDistribution, "plan">,
): PlanCost[] {
  const sum = (wanted: readonly CostLine[]) => wanted.reduce((total, { perMonth }) => total + perMonth, 0);
  return pricingPlans.map((plan): PlanCost => {
    const rules = flatRatePlanOf(plan);
    if (rules === undefined) return { plan, perMonth: sum(lines), exceeds: [], blockers: [] };
    const gigabytes = bytes / 1e9;
    return {
      plan,
      perMonth: rules.perMonth + sum(lines.filter(({ inPlans }) => !inPlans)),
      exceeds: [
        ...(requests > rules.requests ? [`${rules.requests / 1e6} M requests`] : []),
        ...(gigabytes > rules.gigabytes ? [`${rules.gigabytes} GB`] : []),
      ],
      blockers: checkPlan({ ...distribution, plan }).map(({ message }) => message),
    };
  });
}
