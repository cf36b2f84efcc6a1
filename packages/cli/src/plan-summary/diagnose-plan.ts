import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { diagnoseUnnamed } from "./allow-destroy.ts";
import type { Check, PlanSummary } from "./model.ts";
import { describeCheck } from "./wording.ts";

/** The reasons for which a plan is neither saved nor applied: unnamed destroys, and thresholds that are exceeded. */
export function diagnosePlan(summary: PlanSummary): Diagnostic[] {
  return [...diagnoseUnnamed(summary), ...diagnoseChecks(summary)];
}

/** One diagnostic for each threshold that is exceeded. */
export function diagnoseChecks({ environment, checks }: Pick<PlanSummary, "environment" | "checks">): Diagnostic[] {
  return checks.filter(({ passed }) => !passed).map((check) => diagnoseCheck(check, environment));
}

function diagnoseCheck(check: Check, environment: string): Diagnostic {
  const command = check.threshold === "costPerMonth" ? "cost" : "explain";
  return diagnose("FE-CLI-062", {
    subject: check.subject,
    at: { file: `environments/${environment}.ts`, key: `thresholds.${check.threshold}` },
    message: `The estimate is ${describeCheck(check, (text) => `'${text}'`)}.`,
    fix: `'featheredge ${command} ${environment}' shows the estimate. Lower it, or raise the threshold in the same pull request.`,
  });
}
