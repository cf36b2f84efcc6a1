import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import { describeHandOver, findHandOvers } from "../aliases/hand-overs.ts";
import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import { findMissingPermissions } from "../bootstrap/find-missing.ts";
import { type Bundle, installBundle, readBundle } from "../bundles/bundle.ts";
import { checkUnreviewedBundle } from "../bundles/check-bundle.ts";
import { hasSyncedContent } from "../content/origins.ts";
import type { Context } from "../context.ts";
import { lastApplied, unfinished } from "../deployments/record.ts";
import { deploymentStore, readDeployments } from "../deployments/store.ts";
import { requireTools } from "../doctor/required.ts";
import { writeOutputs } from "../github/outputs.ts";
import { allowedDestroys } from "../plan-summary/allow-destroy.ts";
import { diagnoseChecks, diagnosePlan } from "../plan-summary/diagnose-plan.ts";
import { formatPlan, terminalStyle } from "../plan-summary/format-summary.ts";
import { readSummary } from "../plan-summary/read-summary.ts";
import { writeSummary } from "../plan-summary/summary-files.ts";
import { readableText } from "../plan-summary/terraform-text.ts";
import { findProvenance } from "../plans/provenance.ts";
import { planDigest, type SavedStack, writePlan } from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { chooseStacks } from "../project/choose-stacks.ts";
import { type Environment, loadEnvironment } from "../project/registry.ts";
import { readGoneStacks, readStacks } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { describeHeld, heldDistribution } from "../promote/held.ts";
import { planReport } from "../report/plan-report.ts";
import { checkStateNotMoved } from "../state/check-moved.ts";
import { describeWaiting, findUnapplied } from "../terraform/dependencies.ts";
import { checkState } from "../terraform/local-state.ts";
import { type PlannedStack, planStack } from "../terraform/plan-stack.ts";
import { initialize, openSession } from "../terraform/session.ts";
import { readStateVersion } from "../terraform/state-version.ts";
import { checkThresholds } from "../thresholds/check-thresholds.ts";

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
  /** Prints Terraform's own text, too. */
  readonly terraform?: boolean;
  /** A commit to compare sources with. */
  readonly base?: string;
  /** Names and addresses of resources that may be destroyed or replaced. */
  readonly allowDestroy?: readonly string[];
}

/**
 * Builds, synthesizes and plans every stack of an environment, and prints what changes.
 * @throws {DiagnosticError} for thresholds that are exceeded and, with `save`, for a destroy that is not named in a
 * protected environment; after the summary, and without saving a plan
 */
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
    const planned: Planned[] = [];
    const saved: SavedStack[] = [];
    for (const stack of stacks) {
      output.progress(`Planning ${stack.name}${options.loopback ? " on the loopback" : ""}`);
      if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
      await target.withRegistry(session.setup, () => initialize(context, session, stack));
      const from = session.locations.get(stack.name);
      if (from !== undefined) {
        output.progress(
          `${stack.name} is ${from} under a new name: the plan is made on the state where it is, and 'apply' moves it.`,
        );
      }
      const unapplied = await findUnapplied(context, session, stack, all);
      if (unapplied.length > 0) {
        planned.push(unplannedStack(stack.name, describeWaiting(unapplied), unapplied));
        continue;
      }
      const held = await heldDistribution(context, session, stack, { name, environment });
      if (held !== undefined) {
        output.progress(`${stack.name}: ${describeHeld(name, held)}`);
        planned.push(unplannedStack(stack.name, describeHeld(name, held)));
        continue;
      }
      // Read before planning: a state that another run changes meanwhile makes the plan too old, never too new.
      const state = options.save ? await readStateVersion(context, session, stack) : undefined;
      const made = await planStack(context, session, stack);
      if (options.destroy === false) checkKeepsAll(name, made);
      planned.push({ ...made, waitsFor: [] });
      if (state !== undefined) saved.push({ ...made.saved, state });
    }
    for (const one of findHandOvers(planned.map(({ summary, json }) => ({ stack: summary.name, json })))) {
      output.progress(describeHandOver(one));
    }
    const { account } = environment;
    const record = readDeployments(deploymentStore(context, target, name, environment));
    const read = await readSummary(context, {
      name,
      environment,
      target: options.loopback ? "loopback" : "aws",
      stacks: planned.map(({ summary, json, waitsFor }) => ({ name: summary.name, json, waitsFor })),
      base: options.base,
      // Only a saved plan needs the record: another may be made by a caller who can't read it.
      lastDeployed: await record.then(
        (deployments) => lastApplied(deployments)?.commit,
        () => undefined,
      ),
      ...(bundle === undefined ? {} : { bundle: { commit: bundle.commit, isReviewed: options.reviewed === true } }),
      allowed: allowedDestroys(env, options.allowDestroy),
      // The reviewed environment does not describe the traffic of an unreviewed bundle, whose job runs 'check' itself.
      checks: bundle !== undefined && options.reviewed !== true ? [] : await checkThresholds(root, name, environment),
      missingPermissions: await findMissingPermissions(context, target, name, environment),
    });
    const { summary } = read;
    const text = readableText(planned.map((one) => one.text).join("\n"), read.mask);
    writeSummary(root, summary, text);
    const diagnostics = options.save ? diagnosePlan(summary) : diagnoseChecks(summary);
    if (diagnostics.length > 0 && !options.json) output.print(formatPlan(summary, terminalStyle(context)));
    if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
    const provenance = { ...(await findProvenance(root, env)), ...(bundle?.commit && { source: bundle.commit }) };
    const bound = { environment: name, account, provenance, stacks: saved, summary };
    const file = options.save ? writePlan(root, bound, text, key) : undefined;
    if (file !== undefined) {
      const pending = unfinished(await record);
      if (pending !== undefined) {
        output.progress(
          `The deployment of ${pending.at} by ${pending.by} did not end, so this plan is to be applied even if it changes nothing.`,
        );
      }
      const changesEntries = summary.distributions.some(
        ({ keyValueStore: store }) => store !== undefined && store.added.length + store.changed.length > 0,
      );
      const changes = pending !== undefined || changesEntries || planned.some(({ hasChanges }) => hasChanges);
      writeOutputs(env, {
        changes: String(changes),
        content: String(hasSyncedContent(environment)),
        digest: planDigest(root, name) ?? "",
      });
    }
    if (options.json) {
      const gone = readGoneStacks(root, name).map((stack) => stack.name);
      const report = planReport({ environment: name, account, gone, ...options }, planned, summary, file);
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
      return;
    }
    if (options.terraform === true) output.print(`${text}\n`);
    output.print(formatPlan(summary, terminalStyle(context)));
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

type Planned = Pick<PlannedStack, "summary" | "text" | "json" | "hasChanges"> & {
  readonly changes: PlannedStack["changes"] | undefined;
  readonly waitsFor: readonly string[];
};

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
