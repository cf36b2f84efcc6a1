import { rmSync } from "node:fs";
import type { Place } from "../aws/place.ts";
import type { Context } from "../context.ts";
import { readStacks, type Stack } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { formatSummary } from "../report/summary.ts";
import { applyStack } from "./apply-stack.ts";
import { checkState } from "./local-state.ts";
import { planStack } from "./plan-stack.ts";
import { initialise, openSession } from "./session.ts";
import { liftProtection } from "./unprotect.ts";

export interface RollOut {
  readonly environment: string;
  /** Takes everything away instead. */
  readonly destroy: boolean;
  /** Asked when the plans have been shown, before anything is applied: whether to go on. */
  readonly agree: () => Promise<boolean>;
  /** Lifts `prevent_destroy`, for this run only. */
  readonly unprotect: boolean;
  /** Terraform's text is left out: the summary alone is printed. */
  readonly quiet: boolean;
}

/**
 * Plans every synthesised stack of an environment, shows the plans, and applies just them when that is agreed to.
 *
 * @returns false when it was not agreed to; nothing was changed then
 * @throws {AlreadyReported} when terraform fails, after what it said
 */
export async function rollOut(context: Context, place: Place, options: RollOut): Promise<boolean> {
  const { environment, destroy, quiet } = options;
  const stacks = readStacks(context.root, environment);
  // What depends on others goes first when they are taken away.
  if (destroy) stacks.reverse();
  const lifted = options.unprotect ? stacks.flatMap(liftProtection) : [];
  try {
    const session = await openSession(context, stacks, place);
    const planned = [];
    const made = destroy ? await madeBy(stacks, place) : [];
    /** On the loopback all that a stack has made can be removed without Terraform. */
    const orWithoutTerraform = async <T>({ name }: Stack, work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof AlreadyReported) || !made.some((stack) => stack.name === name)) throw error;
        context.output.progress(`Terraform failed for ${name}: what it leaves is removed without it.`);
        return undefined;
      }
    };
    for (const stack of stacks) {
      context.output.progress(`Planning ${stack.name}`);
      if (place.runs !== undefined) await checkState(context, place.runs, stack, destroy);
      const plan = await orWithoutTerraform(stack, async () => {
        await place.withRegistry(session.setup, () => initialise(context, session, stack));
        return planStack(context, session, stack, { environment, quiet, destroy });
      });
      if (plan !== undefined) planned.push({ summary: plan.summary, stack: { ...stack, plan: plan.saved.plan } });
    }
    context.output.print(formatSummary(planned.map(({ summary }) => summary)));
    const changing = planned.filter(({ summary }) => !summary.plan.startsWith("No changes"));
    if (changing.length === 0 && made.length === 0) return true;
    const unknown = made.filter((stack) => !changing.some((planned) => planned.stack.name === stack.name));
    for (const { name } of unknown) context.output.progress(`${name} has made resources that its state does not hold.`);
    if (!(await options.agree())) return false;
    for (const { stack } of changing) {
      context.output.progress(`${destroy ? "Destroying" : "Applying"} ${stack.name}`);
      await orWithoutTerraform(stack, () => applyStack(context, session, stack, { quiet }));
    }
    for (const { name } of made) await place.runs?.removeMade(name);
    return true;
  } finally {
    for (const file of lifted) rmSync(file, { force: true });
  }
}

/** The stacks that have made anything, whether their state holds it or not. */
async function madeBy(stacks: readonly Stack[], { runs }: Place): Promise<Stack[]> {
  const made: Stack[] = [];
  for (const stack of stacks) if (await runs?.hasMade(stack.name)) made.push(stack);
  return made;
}
