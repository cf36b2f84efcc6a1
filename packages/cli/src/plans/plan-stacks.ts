import { DiagnosticError } from "@featheredge/diagnostics";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { unpublishedNames } from "../live/unpublished.ts";
import { chooseStacks } from "../project/choose-stacks.ts";
import type { Environment } from "../project/registry.ts";
import { readStacks, type Stack } from "../project/stacks.ts";
import { describeHeld, heldDistribution } from "../promote/held.ts";
import { checkStateNotMoved } from "../state/check-moved.ts";
import { describeWaiting, findUnapplied } from "../terraform/dependencies.ts";
import { checkState } from "../terraform/local-state.ts";
import { type PlannedStack, planStack } from "../terraform/plan-stack.ts";
import { initialize, openSession, type Session } from "../terraform/session.ts";
import { parseStateVersion, pullState } from "../terraform/state-version.ts";
import type { SavedStack } from "./saved-plan.ts";

export interface StacksToPlan {
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  readonly loopback: boolean;
  /** The names of the stacks to plan; empty for all. */
  readonly chosen: readonly string[];
  /** True if the plans are to be applied later. */
  readonly save: boolean;
  /** False rejects a plan that destroys or replaces resources. */
  readonly destroy: boolean;
}

/** A stack with its plan, or with the reason why it is not planned. */
export type Planned = Pick<PlannedStack, "summary" | "text" | "json" | "hasChanges"> & {
  readonly changes: PlannedStack["changes"] | undefined;
  readonly waitsFor: readonly string[];
  /** Everything that `apply` needs, if the plan is to be applied. */
  readonly saved?: SavedStack | undefined;
};

/**
 * Plans the stacks of an environment that were synthesized, each after those whose outputs it uses.
 * @throws {DiagnosticError} when a stack's state is not where its configuration says
 * @throws {AlreadyReported} when terraform fails, after what it said
 */
export async function planStacks(context: Context, target: AwsTarget, request: StacksToPlan): Promise<Planned[]> {
  const { root } = context;
  const all = readStacks(root, request.name);
  const stacks = chooseStacks(request.name, all, request.chosen);
  const states = await target.states?.();
  for (const stack of stacks) checkStateNotMoved(root, stack, states);
  const session = await openSession(context, stacks, target);
  const planned: Planned[] = [];
  for (const stack of stacks) {
    await prepare(context, target, session, { stack, loopback: request.loopback });
    const reason = await reasonNotToPlan(context, session, stack, { ...request, all });
    planned.push(reason ?? (await planOne(context, target, session, { ...request, stack })));
  }
  return planned;
}

async function prepare(
  context: Context,
  target: AwsTarget,
  session: Session,
  { stack, loopback }: { readonly stack: Stack; readonly loopback: boolean },
): Promise<void> {
  const { progress } = context.output;
  progress(`Planning ${stack.name}${loopback ? " on the loopback" : ""}`);
  if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
  await target.withRegistry(session.setup, () => initialize(context, session, stack));
  const from = session.locations.get(stack.name);
  if (from === undefined) return;
  progress(
    `${stack.name} is ${from} under a new name: the plan is made on the state where it is, and 'apply' moves it.`,
  );
}

/** A stack that can't be planned yet, or that another command changes; undefined for one to plan. */
async function reasonNotToPlan(
  context: Context,
  session: Session,
  stack: Stack,
  { name, environment, all }: StacksToPlan & { readonly all: readonly Stack[] },
): Promise<Planned | undefined> {
  const unapplied = await findUnapplied(context, session, stack, all);
  if (unapplied.length > 0) return unplannedStack(stack.name, describeWaiting(unapplied), unapplied);
  const held = await heldDistribution(context, session, stack, { name, environment });
  if (held === undefined) return undefined;
  const reason = describeHeld(name, held);
  context.output.progress(`${stack.name}: ${reason}`);
  return unplannedStack(stack.name, reason);
}

async function planOne(
  context: Context,
  target: AwsTarget,
  session: Session,
  { stack, name, save, destroy }: StacksToPlan & { readonly stack: Stack },
): Promise<Planned> {
  // Read before planning: a state that another run changes meanwhile makes the plan too old, never too new.
  const pulled = await pullState(context, session, stack);
  const made = await planStack(context, session, stack);
  if (!destroy) checkKeepsAll(name, made);
  const unpublished = made.hasChanges ? [] : await unpublishedNames(context, target, pulled);
  if (unpublished.length > 0) context.output.progress(describeUnpublished(stack.name, unpublished));
  const hasChanges = made.hasChanges || unpublished.length > 0;
  const saved = save ? { ...made.saved, state: parseStateVersion(pulled) } : undefined;
  return { ...made, hasChanges, waitsFor: [], saved };
}

function describeUnpublished(stack: string, functions: readonly string[]): string {
  return `${stack}: an apply has uploaded the code of ${functions.join(" and ")}, and ended before it published it. 'apply' publishes it.`;
}

/** @throws {DiagnosticError} when a plan destroys or replaces resources */
function checkKeepsAll(environment: string, { summary, changes }: Pick<PlannedStack, "summary" | "changes">): void {
  if (changes === undefined || changes.destroy === 0) return;
  throw DiagnosticError.of("FE-CLI-145", {
    subject: summary.name,
    message: `The plan destroys or replaces ${changes.destroy} of its resources, and --no-destroy rejects that.`,
    fix: `Read the plan: featheredge plan ${environment} ${summary.name}. If they may go, plan without --no-destroy, or roll back with --allow-destroy.`,
  });
}

/** A stack that is not planned. @param plan the reason, as a sentence */
function unplannedStack(name: string, plan: string, waitsFor: readonly string[] = []): Planned {
  return {
    summary: { name, functions: [], plan },
    changes: undefined,
    text: `${plan}\n`,
    json: undefined,
    hasChanges: false,
    waitsFor,
  };
}
