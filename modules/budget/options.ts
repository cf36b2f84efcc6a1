import { z } from "zod";

/** A percentage of the limit. AWS accepts up to 1,000,000,000; ten times the limit is enough to find a typing error. */
const percentage = z.number().positive().max(1000);

/**
 * A monthly budget of an account's cost, and its alerts.
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html
 */
export const budgetOptions = z.strictObject({
  /** US dollars a month. */
  limitUsd: z.number().positive(),
  /** The addresses that get the alerts: at most 10, as AWS has it. */
  emails: z.array(z.email()).min(1).max(10),
  /** Alerts when the month's cost has exceeded these percentages of the limit. @default [80, 100] */
  actualPercentages: z.array(percentage).min(1).max(4).default([80, 100]),
  /** Alerts when AWS forecasts that the month's cost will exceed this percentage of the limit. @default 100 */
  forecastPercentage: percentage.default(100),
});

export type BudgetOptions = z.input<typeof budgetOptions>;
