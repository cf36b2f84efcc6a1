import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import { type Bundle, installBundle, readBundle } from "../bundles/bundle.ts";
import { checkUnreviewedBundle } from "../bundles/check-bundle.ts";
import type { Context } from "../context.ts";
import { unfinished } from "../deployments/record.ts";
import { deploymentStore, readDeployments } from "../deployments/store.ts";
import { requireTools } from "../doctor/required.ts";
import { writeOutputs } from "../github/outputs.ts";
import { findProvenance } from "../plans/provenance.ts";
import { planDigest, type SavedStack, writePlan } from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { chooseStacks } from "../project/choose-stacks.ts";
import { type Environment, loadEnvironment } from "../project/registry.ts";
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
  /** The names of the stacks to plan. @default all */
  readonly stacks?: readonly string[] | undefined;
  /** A bundle to plan instead of building. @default builds */
  readonly bundle?: string | undefined;
  /** The bundle's digest. @default any */
  readonly digest?: string | undefined;
  /** False rejects a plan that destroys or replaces resources. @default true */
  readonly destroy?: boolean | undefined;
  /** True if the bundle was made from reviewed code: then it may use all that Terraform can. @default false */
  readonly reviewed?: boolean | undefined;
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
  const bundle = options.bundle === undefined ? undefined : readBundle(options.bundle, options.digest);
  const target = await openedWhile(opening, () =>
    bundle === undefined
      ? buildStacks(context, name)
      : useBundle(context, bundle, name, { environment, reviewed: options.reviewed === true }),
  );
  try {
    const all = readStacks(root, name);
    const stacks = chooseStacks(name, all, options.stacks ?? []);
    const states = await target.states?.();
    for (const stack of stacks) checkStateNotMoved(root, stack, states);
    const session = await openSession(context, stacks, target);
    const planned: Pick<PlannedStack, "summary" | "changes" | "text" | "hasChanges">[] = [];
    const saved: SavedStack[] = [];
    for (const stack of stacks) {
      output.progress(`Planning ${stack.name}${options.loopback ? " on the loopback" : ""}`);
      if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
      await target.withRegistry(session.setup, () => initialize(context, session, stack));
      const unapplied = await findUnapplied(context, session, stack, all);
      if (unapplied.length > 0) {
        planned.push(waitingStack(stack.name, unapplied));
        continue;
      }
      // Read before planning: a state that another run changes meanwhile makes the plan too old, never too new.
      const state = options.save ? await readStateVersion(context, session, stack) : undefined;
      const count = options.json || options.destroy === false;
      const made = await planStack(context, session, stack, { quiet: options.json, count });
      if (options.destroy === false) checkKeepsAll(name, made);
      planned.push(made);
      if (state !== undefined) saved.push({ ...made.saved, state });
    }
    const text = planned.map((one) => one.text).join("\n");
    const { account } = environment;
    const provenance = { ...(await findProvenance(root, env)), ...(bundle?.commit && { source: bundle.commit }) };
    const bound = { environment: name, account, provenance, stacks: saved };
    const file = options.save ? writePlan(root, bound, text, key) : undefined;
    if (file !== undefined) {
      const pending = unfinished(await readDeployments(deploymentStore(context, target, name, environment)));
      if (pending !== undefined) {
        output.progress(
          `The deployment of ${pending.at} by ${pending.by} did not end, so this plan is to be applied even if it changes nothing.`,
        );
      }
      const changes = pending !== undefined || planned.some(({ hasChanges }) => hasChanges);
      writeOutputs(env, { changes: String(changes), digest: planDigest(root, name) ?? "" });
    }
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

/** @throws {DiagnosticError} when a plan destroys or replaces resources */
function checkKeepsAll(environment: string, { summary, changes }: Pick<PlannedStack, "summary" | "changes">): void {
  if (changes === undefined || changes.destroy === 0) return;
  throw DiagnosticError.of("FE-CLI-145", {
    subject: summary.name,
    message: `The plan destroys or replaces ${changes.destroy} of its resources, and --no-destroy rejects that.`,
    fix: `Read the plan: featheredge plan ${environment} ${summary.name}. If they may go, plan without --no-destroy, or roll back with --allow-destroy.`,
  });
}

/** Uses a bundle in place of a build. @throws {DiagnosticError} when it is not reviewed and may not be planned */
async function useBundle(
  { root, output }: Context,
  bundle: Bundle,
  name: string,
  { environment, reviewed }: { readonly environment: Environment; readonly reviewed: boolean },
): Promise<void> {
  if (!reviewed) {
    const lockFile = readFileSync(join(root, "stacks", "terraform.lock.hcl"), "utf8");
    await checkUnreviewedBundle(bundle, name, { environment, lockFile });
  }
  output.progress(`Using the synthesis of ${name} at ${bundle.commit?.slice(0, 12) ?? "files without a commit"}`);
  installBundle(root, bundle, name);
}

/** A stack that can't be planned before others are applied. */
function waitingStack(name: string, unapplied: readonly string[]) {
  const plan = describeWaiting(unapplied);
  return { summary: { name, functions: [], plan }, changes: undefined, text: `${plan}\n`, hasChanges: false };
}
