import type { PlanSummary } from "../plan-summary/model.ts";
import type { PlannedStack } from "../terraform/plan-stack.ts";

interface Planned {
  readonly environment: string;
  readonly account: string;
  readonly loopback: boolean;
  /** Stacks whose configuration is gone, and which this plan does not destroy. */
  readonly gone: readonly string[];
}

/**
 * The output of `plan --json`.
 * @param file - Where the plan was saved, if it was.
 */
export function planReport(
  planned: Planned,
  stacks: readonly (Pick<PlannedStack, "summary"> & { readonly changes: PlannedStack["changes"] | undefined })[],
  summary: PlanSummary,
  file: string | undefined,
) {
  return {
    environment: planned.environment,
    account: planned.account,
    loopback: planned.loopback,
    gone: planned.gone,
    stacks: stacks.map(({ summary: { name, plan, functions }, changes }) => ({
      name,
      plan,
      changes,
      functions: functions.map(({ name, runtime, event, bytes, budgetBytes, handlers, reasons }) => ({
        name,
        runtime,
        event,
        bytes,
        budgetBytes,
        handlers,
        reasons,
      })),
    })),
    summary,
    ...(file === undefined ? {} : { saved: file }),
  };
}
