import { rmSync } from "node:fs";
import { describeHandOver, findHandOvers } from "../aliases/hand-overs.ts";
import { freeAliases } from "../aliases/release.ts";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { prepareDestroy } from "../destroy/prepare-destroy.ts";
import { unpublishedNames } from "../live/unpublished.ts";
import { formatPlan, plainStyle, terminalStyle } from "../plan-summary/format-summary.ts";
import { readSummary } from "../plan-summary/read-summary.ts";
import type { Environment } from "../project/registry.ts";
import type { Stack } from "../project/stacks.ts";
import { candidatesOf, describeHeld, heldDistribution } from "../promote/held.ts";
import { finishRename, isBeingRenamed } from "../rename/move-state.ts";
import { AlreadyReported } from "../report/failure.ts";
import { applyStack } from "./apply-stack.ts";
import { checkState } from "./local-state.ts";
import { planStack, readPlanJson } from "./plan-stack.ts";
import { publishAndApplyAgain } from "./publish-rest.ts";
import { findSteps, type Step, type StepOptions } from "./roll-out-steps.ts";
import { initialize, openSession, type Session } from "./session.ts";
import { pullState } from "./state-version.ts";
import { liftProtection } from "./unprotect.ts";

export interface RollOut extends StepOptions {
  readonly environment: Environment;
  /** Asked when the plans have been shown, before anything is applied: whether to go on. */
  readonly agree: () => Promise<boolean>;
  /** Prints only the summary, without Terraform's text. */
  readonly quiet: boolean;
  /** Called with the names of the stacks that change, to apply them. @default applies them without a record */
  readonly record?: (stacks: readonly string[], work: () => Promise<void>) => Promise<void>;
  /** A session of an earlier roll-out of the same stacks. @default opens one */
  readonly session?: Session | undefined;
  /** False plans by the states alone: only where no other client can have changed the resources since. @default true */
  readonly refresh?: boolean;
  /**
   * Called when all is applied. The summary of a sole stack's plan is shown after that, since it takes seconds to make.
   * @default the summary is shown before the plan is applied
   */
  readonly onApplied?: () => Promise<void>;
  /** Called with each summary that is shown, without colors. A sole stack without changes has none if it is shown last. */
  readonly onPlan?: (text: string) => void;
}

/** A step with its plan. */
interface PlannedStep {
  readonly destroy: boolean;
  readonly json: string | undefined;
  readonly hasChanges: boolean;
  readonly stack: Step["stack"] & { readonly plan: Buffer };
}

/**
 * Plans every stack of an environment on the loopback, shows the plans, and applies just them when that is agreed to. A
 * stack that uses outputs of one that changes is planned and applied after that one. Stacks whose configuration is gone
 * are destroyed.
 *
 * @returns false when it was not agreed to; nothing was changed then
 * @throws {AlreadyReported} when terraform fails, after what it said
 * @throws {DiagnosticError} when a stack's state is not where its configuration says
 */
export async function rollOut(context: Context, target: AwsTarget, options: RollOut): Promise<boolean> {
  const { quiet } = options;
  const { progress, print } = context.output;
  const steps = await findSteps(context, target, options);
  const stacks = steps.map(({ stack }) => stack);
  const lifted = options.unprotect ? stacks.flatMap(liftProtection) : [];
  try {
    const session = options.session ?? (await openSession(context, stacks, target));
    const made = await madeBy(steps, target);
    // Where several stacks change, plans are compared with each other before any is applied.
    const isSummaryLast = options.onApplied !== undefined && steps.length === 1 && steps[0]?.destroy === false;
    /** On the loopback all that a stack has made can be removed without Terraform. */
    const orWithoutTerraform = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof AlreadyReported) || !made.includes(name)) throw error;
        progress(`Terraform failed for ${name}: what it leaves is removed without it.`);
        return undefined;
      }
    };
    /** Removes resources that are in no state: a later stack may want their names. */
    const removeRest = async (name: string) => {
      if (made.includes(name)) await target.runs?.removeMade(name);
    };
    const planStep = async ({ stack, destroy }: Step): Promise<PlannedStep | undefined> => {
      progress(`Planning ${stack.name}`);
      if (target.runs !== undefined) await checkState(context, target.runs, stack, destroy);
      const planned = await orWithoutTerraform(stack.name, async () => {
        await target.withRegistry(session.setup, () => initialize(context, session, stack));
        const held = destroy ? undefined : await heldDistribution(context, session, stack, options);
        if (held !== undefined) {
          progress(`${stack.name}: ${describeHeld(options.name, held)}`);
          return undefined;
        }
        return planStack(context, session, stack, {
          destroy,
          refresh: options.refresh ?? true,
          readsJson: !isSummaryLast,
        });
      });
      if (planned === undefined) return undefined;
      const { json, saved } = planned;
      const hasChanges = planned.hasChanges || (!destroy && (await changesOtherwise(stack)));
      return { destroy, json, hasChanges, stack: { ...stack, plan: saved.plan } };
    };
    /** True for a stack that is to be applied although its plan changes nothing. */
    const changesOtherwise = async (stack: Stack) =>
      isBeingRenamed(session, stack) ||
      (await unpublishedNames(context, target, await pullState(context, session, stack))).length > 0;
    const planned: PlannedStep[] = [];
    const applied: string[] = [];
    const applyStep = async ({ stack, destroy }: PlannedStep) => {
      progress(`${destroy ? "Destroying" : "Applying"} ${stack.name}`);
      if (destroy) await orWithoutTerraform(stack.name, () => prepareDestroy(context, target, session, stack));
      await freeAliases(context, target, stack.name, plansOf(planned), applied);
      await orWithoutTerraform(stack.name, () => applyStack(context, session, stack, { quiet }));
      if (destroy) {
        await removeRest(stack.name);
      } else {
        await finishRename(context, session, stack);
        await publishAndApplyAgain(context, target, session, stack, { quiet });
      }
      applied.push(stack.name);
    };

    const show = async (shown: readonly PlannedStep[]) => {
      const stacks = shown.map(({ stack: { name }, json }) => ({ name, json }));
      const request = { ...options, target: "loopback", stacks, isProtected: false } as const;
      const { summary } = await readSummary(context, request);
      print(formatPlan(summary, terminalStyle(context)));
      options.onPlan?.(formatPlan(summary, plainStyle));
    };

    const waiting: Step[] = [];
    for (const step of steps) {
      const changing = [...waiting, ...planned.filter(({ hasChanges }) => hasChanges)].map(({ stack }) => stack.name);
      if (waitsFor(step, changing, options)) {
        waiting.push(step);
        continue;
      }
      const plan = await planStep(step);
      if (plan !== undefined) planned.push(plan);
    }
    if (!isSummaryLast) await show(planned);
    for (const one of findHandOvers(plansOf(planned))) progress(describeHandOver(one));
    for (const { stack } of waiting)
      progress(`${stack.name} is planned and applied after the stacks that it depends on.`);
    const changing = planned.filter(({ hasChanges }) => hasChanges);
    if (changing.length === 0 && made.length === 0) return true;
    const unknown = made.filter((name) => !changing.some((planned) => planned.stack.name === name));
    for (const name of unknown) progress(`${name} has made resources that its state does not hold.`);
    if (!(await options.agree())) return false;
    const applyAll = async () => {
      for (const step of changing) await applyStep(step);
      for (const step of waiting) {
        const plan = await planStep(step);
        if (plan === undefined) continue;
        planned.push(plan);
        await show([plan]);
        if (plan.hasChanges) await applyStep(plan);
      }
      for (const name of unknown) await removeRest(name);
    };
    const names = [...changing, ...waiting].map(({ stack }) => stack.name);
    if (options.record === undefined) await applyAll();
    else await options.record(names, applyAll);
    await options.onApplied?.();
    if (isSummaryLast) {
      for (const step of changing) await show([{ ...step, json: await readPlanJson(context, session, step.stack) }]);
    }
    return true;
  } finally {
    for (const file of lifted) rmSync(file, { force: true });
  }
}

/**
 * True if the stacks with pending changes may change what a stack's plan depends on: outputs that it uses, or the policy of
 * a candidate, which is detached from the distribution when the candidate is destroyed. An earlier plan would attach it again.
 */
function waitsFor({ stack, destroy }: Step, changing: readonly string[], options: RollOut): boolean {
  const others = [...stack.dependencies, ...candidatesOf(stack.name, options)];
  return !destroy && others.some((name) => changing.includes(name));
}

/** The names of stacks to destroy that have made anything, whether their state holds it or not. */
async function madeBy(steps: readonly Step[], { runs }: AwsTarget): Promise<string[]> {
  const made: string[] = [];
  for (const { stack, destroy } of steps) {
    if (destroy && (await runs?.hasMade(stack.name))) made.push(stack.name);
  }
  return made;
}

function plansOf(steps: readonly PlannedStep[]) {
  return steps.map(({ stack: { name }, json }) => ({ stack: name, json }));
}
