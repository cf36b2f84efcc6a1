import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { requireTools } from "../doctor/required.ts";
import { findProvenance } from "../plans/provenance.ts";
import { type SavedStack, writePlan } from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readGoneStacks, readStacks } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { planReport } from "../report/plan-report.ts";
import { formatSummary } from "../report/summary.ts";
import { checkStateNotMoved } from "../state/check-moved.ts";
import { describeWaiting, findUnapplied } from "../terraform/dependencies.ts";
import { checkState } from "../terraform/local-state.ts";
import { type PlannedStack, planStack } from "../terraform/plan-stack.ts";
import { initialize, openSession } from "../terraform/session.ts";
import { readStateVersion } from "../terraform/state-version.ts";

export interface PlanOptions {
  /** Against AWS on this machine instead of AWS. */
  readonly loopback: boolean;
  /** One JSON document instead of Terraform's text. */
  readonly json: boolean;
  /** Keeps the plan, for `apply`. */
  readonly save: boolean;
}

/** Builds, synthesizes and plans every stack of an environment. */
export async function plan(context: Context, name: string, options: PlanOptions): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  const key = options.save ? readKey(env) : undefined;
  // Missing tools are reported before anything is built.
  await requireTools(env, options.loopback);
  // Whose credentials these are is known before anything is built.
  const opening = options.loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name));
  try {
    const stacks = readStacks(root, name);
    const states = await target.states?.();
    for (const stack of stacks) checkStateNotMoved(root, stack, states);
    const session = await openSession(context, stacks, target);
    const planned: Pick<PlannedStack, "summary" | "changes" | "text">[] = [];
    const saved: SavedStack[] = [];
    for (const stack of stacks) {
      output.progress(`Planning ${stack.name}${options.loopback ? " on the loopback" : ""}`);
      if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
      await target.withRegistry(session.setup, () => initialize(context, session, stack));
      const unapplied = await findUnapplied(context, session, stack, stacks);
      if (unapplied.length > 0) {
        planned.push(waitingStack(stack.name, unapplied));
        continue;
      }
      // Read before planning: a state that another run changes meanwhile makes the plan too old, never too new.
      const state = options.save ? await readStateVersion(context, session, stack) : undefined;
      const made = await planStack(context, session, stack, { quiet: options.json, count: options.json });
      planned.push(made);
      if (state !== undefined) saved.push({ ...made.saved, state });
    }
    const text = planned.map((one) => one.text).join("\n");
    const { account } = environment;
    const bound = { environment: name, account, provenance: await findProvenance(root, env), stacks: saved };
    const file = options.save ? writePlan(root, bound, text, key) : undefined;
    const summaries = planned.map((one) => one.summary);
    if (options.json) {
      const gone = readGoneStacks(root, name).map((stack) => stack.name);
      const report = planReport({ environment: name, account, gone, ...options }, planned, file);
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
      return;
    }
    output.print(formatSummary(summaries));
    if (file !== undefined) {
      output.progress(`Saved to ${file}; apply it by: featheredge apply ${name}`);
    }
  } finally {
    await target.close();
  }
}

/** A stack that can't be planned before others are applied. */
function waitingStack(name: string, unapplied: readonly string[]) {
  const plan = describeWaiting(unapplied);
  return { summary: { name, functions: [], plan }, changes: undefined, text: `${plan}\n` };
}
