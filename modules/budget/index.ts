import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget/index.js";
import { Construct } from "constructs";
import { type BudgetOptions, budgetOptions } from "./options.ts";

export interface BudgetProps extends BudgetOptions {
  /** Unique in the account, at most 100 characters. */
  readonly name: string;
}

/** A monthly budget of the account's cost that sends alerts by mail. AWS charges nothing for it. */
export class Budget extends Construct {
  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, { name, ...given }: BudgetProps) {
    super(scope, id);
    const { limitUsd, emails, actualPercentages, forecastPercentage } = budgetOptions.parse(given);
    const alert = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberEmailAddresses: emails,
    });
    new BudgetsBudget(this, "Default", {
      name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(limitUsd),
      limitUnit: "USD",
      notification: [
        ...actualPercentages.map((percentage) => alert("ACTUAL", percentage)),
        alert("FORECASTED", forecastPercentage),
      ],
    });
  }
}
