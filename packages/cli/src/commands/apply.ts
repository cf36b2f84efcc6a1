import { DiagnosticError } from "@featheredge/diagnostics";
import { readPlans } from "../aliases/read-plans.ts";
import { freeAliases } from "../aliases/release.ts";
import { type AwsTarget, ambientAws, loopbackAws } from "../aws/target.ts";
import { type Context, withTextOnStderr } from "../context.ts";
import { beginDeployment, recorded } from "../deployments/record-apply.ts";
import { deploymentStore } from "../deployments/store.ts";
import { requireTools } from "../doctor/required.ts";
import { writeOutputs } from "../github/outputs.ts";
import { applyStoreChanges } from "../kvs/apply-changes.ts";
import { stringOutputs } from "../live/resources.ts";
import { publishRest } from "../live/unpublished.ts";
import { diagnosePlan } from "../plan-summary/diagnose-plan.ts";
import { formatPlan, terminalStyle } from "../plan-summary/format-summary.ts";
import { findProvenance } from "../plans/provenance.ts";
import {
  checkPlanDigest,
  planDigest,
  readPlan,
  removePlan,
  type SavedPlan,
  type SavedStack,
} from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { writeStackFolder } from "../plans/stack-folder.ts";
import { chooseStacks } from "../project/choose-stacks.ts";
import { type Environment, loadEnvironment } from "../project/registry.ts";
import { stackDirectory, stackFolder } from "../project/stacks.ts";
import { finishRename } from "../rename/move-state.ts";
import { applyStack } from "../terraform/apply-stack.ts";
import { initialize, openSession } from "../terraform/session.ts";
import { pullState, readStateVersion, type StateVersion } from "../terraform/state-version.ts";

export interface ApplyOptions {
  /** One JSON document on standard output; Terraform's text goes to standard error. */
  readonly json: boolean;
  /** SHA-256 of the plan that was approved, in hex: no other is applied. @default any saved plan */
  readonly digest?: string | undefined;
  /** The names of the stacks of the saved plan to apply; the plans of the others are dropped. @default all */
  readonly stacks?: readonly string[] | undefined;
  /** On AWS on this machine instead of AWS. @default false */
  readonly loopback?: boolean | undefined;
}

/** Applies the saved plan of an environment, and nothing but that: no build, no synthesis, no new plan. */
export async function apply(context: Context, name: string, options: ApplyOptions): Promise<void> {
  const { root, env, output } = context;
  const { json, digest, stacks: chosen = [], loopback = false } = options;
  const environment = await loadEnvironment(root, name);
  if (digest !== undefined) checkPlanDigest(root, name, digest);
  const saved = readPlan(root, name, await findProvenance(root, env), readKey(env));
  if (saved.account !== environment.account) {
    throw DiagnosticError.of("FE-CLI-020", {
      subject: name,
      message: `The saved plan is for account ${saved.account}, but '${name}' is in account ${environment.account} now.`,
      fix: `Make a new one by: featheredge plan ${name} --save`,
    });
  }
  // A plan that was saved by other means than 'plan --save' may not have been checked.
  const diagnostics = diagnosePlan(saved.summary);
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  await requireTools(env, loopback);
  const target = await (loopback ? loopbackAws(context, environment) : ambientAws(context, name, environment));
  try {
    const stacks = chooseStacks(name, saved.stacks, chosen).map((stack) => stack.name);
    await applySaved(json ? withTextOnStderr(context) : context, target, { environment, saved, stacks });
    if (json) {
      const report = { environment: name, loopback, applied: true, stacks };
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
    }
  } finally {
    await target.close();
  }
}

interface Apply {
  readonly environment: Environment;
  readonly saved: SavedPlan;
  /** The names of the stacks to apply. */
  readonly stacks: readonly string[];
}

async function applySaved(context: Context, target: AwsTarget, { environment, saved, stacks: names }: Apply) {
  const { root, env, output } = context;
  const name = saved.environment;
  const chosen = saved.stacks.filter((stack) => names.includes(stack.name));
  for (const { name: stack, files } of chosen) writeStackFolder(stackDirectory(root, stack), files);
  const stacks = chosen.map((stack) => ({ ...stack, ...stackFolder(root, stack.name) }));
  const session = await openSession(context, stacks, target);
  // All are checked before one is applied.
  for (const stack of stacks) {
    await target.withRegistry(session.setup, () => initialize(context, session, stack));
    checkStateVersion(name, stack, await readStateVersion(context, session, stack));
  }
  output.print(formatPlan(saved.summary, terminalStyle(context)));
  const { provenance } = saved;
  const plan = planDigest(root, name) ?? "";
  const begun = beginDeployment({ environment: name, provenance, stacks: names, plan, now: new Date() }, env);
  const incomplete = saved.summary.stacks.flatMap(({ name: stack, waitsFor }) =>
    waitsFor.length === 0 ? [] : [describeUnapplied(name, stack, waitsFor)],
  );
  await recorded(deploymentStore(context, target, name, environment), name, begun, async () => {
    const plans = changesAliases(saved) ? await readPlans(context, session, stacks) : [];
    const applied: string[] = [];
    for (const stack of stacks) {
      output.progress(`Applying ${stack.name}`);
      await freeAliases(context, target, stack.name, plans, applied);
      await applyStack(context, session, stack);
      await finishRename(context, session, stack);
      const pulled = await pullState(context, session, stack);
      const published = await publishRest(context, target, pulled);
      if (published.length > 0) incomplete.push(describeNewVersions(name, stack.name, published));
      const outputs = stringOutputs(pulled);
      await applyStoreChanges(context, target, { environment, summary: saved.summary, stack, outputs });
      applied.push(stack.name);
    }
  });
  removePlan(root, name);
  for (const line of incomplete) output.progress(line);
  writeOutputs(env, { incomplete: String(incomplete.length > 0) });
}

/** Says that a stack could not be planned together with those whose outputs it uses. */
function describeUnapplied(environment: string, stack: string, waitsFor: readonly string[]): string {
  return `${stack} is not applied yet: it uses outputs of ${waitsFor.join(" and ")}. ${planAgain(environment)}`;
}

function describeNewVersions(environment: string, stack: string, functions: readonly string[]): string {
  return `${stack} does not run the new version of ${functions.join(" and ")} yet. ${planAgain(environment)}`;
}

function planAgain(environment: string): string {
  return `Plan and apply again: featheredge plan ${environment} --save && featheredge apply ${environment}`;
}

/**
 * Checks that a stack's state is the one that was planned against.
 * @throws {DiagnosticError} when it was changed, or another one has replaced it.
 */
function checkStateVersion(environment: string, { name, state }: SavedStack, now: StateVersion): void {
  if (state.lineage === now.lineage && state.serial === now.serial) return;
  const change =
    state.lineage === now.lineage
      ? `its state had the serial number ${state.serial} then, and has ${now.serial} now`
      : "another state has replaced the one that was planned against";
  throw DiagnosticError.of("FE-CLI-020", {
    subject: name,
    message: `The saved plan of ${name} is too old: ${change}.`,
    fix: `Plan again: featheredge plan ${environment} --save`,
  });
}

/** True if distributions may hand over an alias to each other, for which their plans must be read again. */
function changesAliases({ summary: { distributions } }: SavedPlan): boolean {
  const changed = distributions.filter(
    ({ action, settings }) =>
      settings.some(({ key }) => key.startsWith("aliases")) || ["create", "destroy", "replace"].includes(action ?? ""),
  );
  return changed.length > 1;
}
