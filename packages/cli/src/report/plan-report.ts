import { planNumbers, type StackSummary } from "./summary.ts";

interface Planned {
  readonly environment: string;
  readonly account: string;
  readonly loopback: boolean;
  /** Stacks whose configuration is gone, and which this plan does not destroy. */
  readonly gone: readonly string[];
}

/**
 * What `plan --json` prints.
 * @param file - Where the plan was saved, if it was.
 */
export function planReport(planned: Planned, stacks: readonly StackSummary[], file: string | undefined) {
  return {
    environment: planned.environment,
    account: planned.account,
    loopback: planned.loopback,
    gone: planned.gone,
    stacks: stacks.map(({ name, plan, functions }) => ({
      name,
      plan,
      changes: planNumbers(plan),
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
    ...(file === undefined ? {} : { saved: file }),
  };
}
