import { rmSync } from "node:fs";
import type { Place } from "../aws/place.ts";
import type { Context } from "../context.ts";
import { AlreadyReported } from "../report/failure.ts";
import { formatSummary } from "../report/summary.ts";
import { applyStack } from "./apply-stack.ts";
import { checkState } from "./local-state.ts";
import { planStack } from "./plan-stack.ts";
import { findSteps, type Step, type StepOptions } from "./roll-out-steps.ts";
import { initialise, openSession } from "./session.ts";
import { liftProtection } from "./unprotect.ts";

export interface RollOut extends StepOptions {
  /** Asked when the plans have been shown, before anything is applied: whether to go on. */
  readonly agree: () => Promise<boolean>;
  /** Terraform's text is left out: the summary alone is printed. */
  readonly quiet: boolean;
}

/**
 * Plans every stack of an environment on the loopback, shows the plans, and applies just them when that is agreed to.
 * Stacks whose configuration is gone are destroyed.
 *
 * @returns false when it was not agreed to; nothing was changed then
 * @throws {AlreadyReported} when terraform fails, after what it said
 * @throws {UserError} when a stack's state is not where its configuration says
 */
export async function rollOut(context: Context, place: Place, options: RollOut): Promise<boolean> {
  const { quiet } = options;
  const steps = await findSteps(context, place, options);
  const stacks = steps.map(({ stack }) => stack);
  const lifted = options.unprotect ? stacks.flatMap(liftProtection) : [];
  try {
    const session = await openSession(context, stacks, place);
    const planned = [];
    const made = await madeBy(steps, place);
    /** On the loopback all that a stack has made can be removed without Terraform. */
    const orWithoutTerraform = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof AlreadyReported) || !made.includes(name)) throw error;
        context.output.progress(`Terraform failed for ${name}: what it leaves is removed without it.`);
        return undefined;
      }
    };
    /** What no state holds: a stack that comes next may want its names. */
    const removeRest = async (name: string) => {
      if (made.includes(name)) await place.runs?.removeMade(name);
    };
    for (const { stack, destroy } of steps) {
      context.output.progress(`Planning ${stack.name}`);
      if (place.runs !== undefined) await checkState(context, place.runs, stack, destroy);
      const plan = await orWithoutTerraform(stack.name, async () => {
        await place.withRegistry(session.setup, () => initialise(context, session, stack));
        return planStack(context, session, stack, { quiet, destroy });
      });
      if (plan === undefined) continue;
      planned.push({
        summary: plan.summary,
        hasChanges: plan.hasChanges,
        destroy,
        stack: { ...stack, plan: plan.saved.plan },
      });
    }
    context.output.print(formatSummary(planned.map(({ summary }) => summary)));
    const changing = planned.filter(({ hasChanges }) => hasChanges);
    if (changing.length === 0 && made.length === 0) return true;
    const unknown = made.filter((name) => !changing.some((planned) => planned.stack.name === name));
    for (const name of unknown) context.output.progress(`${name} has made resources that its state does not hold.`);
    if (!(await options.agree())) return false;
    for (const { stack, destroy } of changing) {
      context.output.progress(`${destroy ? "Destroying" : "Applying"} ${stack.name}`);
      await orWithoutTerraform(stack.name, () => applyStack(context, session, stack, { quiet }));
      if (destroy) await removeRest(stack.name);
    }
    for (const name of unknown) await removeRest(name);
    return true;
  } finally {
    for (const file of lifted) rmSync(file, { force: true });
  }
}

/** The names of stacks to destroy that have made anything, whether their state holds it or not. */
async function madeBy(steps: readonly Step[], { runs }: Place): Promise<string[]> {
  const made: string[] = [];
  for (const { stack, destroy } of steps) {
    if (destroy && (await runs?.hasMade(stack.name))) made.push(stack.name);
  }
  return made;
}
