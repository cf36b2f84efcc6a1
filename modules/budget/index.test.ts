import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { Budget } from "./index.ts";

const made = (options: object) =>
  synthesized(
    (stack) => new Budget(stack, "budget", { name: "prod", limitUsd: 50, emails: ["a@example.com"], ...options }),
  ).one("aws_budgets_budget");

describe("a budget", () => {
  it("is monthly, and alerts at 80 % and 100 % of the cost and at 100 % of the forecast", () => {
    const budget = made({});
    expect(budget).toMatchObject({ limit_amount: "50", limit_unit: "USD", time_unit: "MONTHLY" });
    const alerts = budget.notification.map(({ notification_type, threshold }: Record<string, unknown>) => [
      notification_type,
      threshold,
    ]);
    expect(alerts).toEqual([
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
  });

  it("needs an address", () => {
    expect(() => made({ emails: [] })).toThrow();
  });
});
