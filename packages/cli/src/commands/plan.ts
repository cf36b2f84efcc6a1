import { DiagnosticError } from "@featheredge/diagnostics";
import { describeHandOver, findHandOvers } from "../aliases/hand-overs.ts";
import { type AwsTarget, ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import { findMissingPermissions } from "../bootstrap/find-missing.ts";
import { type Bundle, readBundle } from "../bundles/bundle.ts";
import { useBundle } from "../bundles/use-bundle.ts";
import { hasSyncedContent } from "../content/origins.ts";
import type { Context } from "../context.ts";
import { type DeploymentRecord, lastApplied, unfinished } from "../deployments/record.ts";
import { deploymentStore, readDeployments } from "../deployments/store.ts";
import { requireTools } from "../doctor/required.ts";
import { writeOutputs } from "../github/outputs.ts";
import { allowedDestroys } from "../plan-summary/allow-destroy.ts";
import { diagnoseChecks, diagnosePlan } from "../plan-summary/diagnose-plan.ts";
import { formatPlan, terminalStyle } from "../plan-summary/format-summary.ts";
import type { PlanSummary } from "../plan-summary/model.ts";
import { type ReadSummary, readSummary } from "../plan-summary/read-summary.ts";
import { clearSummary, writeFailure, writeSummary } from "../plan-summary/summary-files.ts";
import { readableText } from "../plan-summary/terraform-text.ts";
import { type Planned, planStacks } from "../plans/plan-stacks.ts";
import { findProvenance } from "../plans/provenance.ts";
import { planDigest, writePlan } from "../plans/saved-plan.ts";
import { readKey } from "../plans/seal.ts";
import { type Environment, environmentNames, loadEnvironment } from "../project/registry.ts";
import { readGoneStacks } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { diagnosticsOf } from "../report/failure.ts";
import { planReport } from "../report/plan-report.ts";
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
  const { root } = context;
  const isKnown = (await environmentNames(root)).includes(name);
  if (isKnown) clearSummary(root, name);
  try {
    await planEnvironment(context, name, options);
  } catch (error) {
    if (isKnown) writeFailure(root, name, diagnosticsOf(error) ?? []);
    throw error;
  }
}

async function planEnvironment(context: Context, name: string, options: PlanOptions): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  const key = options.save ? readKey(env) : undefined;
  // Missing tools are reported before anything is built.
  await requireTools(env, options.loopback);
  const bundle = options.bundle === undefined ? undefined : readBundle(options.bundle, options.digest);
  // Whose credentials these are is known before anything is built.
  const opening = options.loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () =>
    bundle === undefined
      ? buildStacks(context, name)
      : useBundle(context, bundle, name, { environment, reviewed: options.reviewed === true }),
  );
  try {
    const planned = await planStacks(context, target, {
      name,
      environment,
      loopback: options.loopback,
      chosen: options.stacks ?? [],
      save: options.save,
      destroy: options.destroy !== false,
    });
    for (const one of findHandOvers(planned.map(({ summary, json }) => ({ stack: summary.name, json })))) {
      output.progress(describeHandOver(one));
    }
    const record = readDeployments(deploymentStore(context, target, name, environment));
    const { summary, mask } = await summarize(context, target, planned, {
      ...options,
      name,
      environment,
      bundle,
      record,
    });
    const text = readableText(planned.map((one) => one.text).join("\n"), mask);
    writeSummary(root, summary, text);
    const diagnostics = options.save ? diagnosePlan(summary) : diagnoseChecks(summary);
    if (diagnostics.length > 0 && !options.json) output.print(formatPlan(summary, terminalStyle(context)));
    if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
    const file = options.save
      ? await save(context, planned, { name, environment, bundle, record, summary, text, key })
      : undefined;
    if (options.json) {
      const { account } = environment;
      const gone = readGoneStacks(root, name).map((stack) => stack.name);
      const report = planReport({ environment: name, account, gone, ...options }, planned, summary, file);
      output.print(`${JSON.stringify(report, undefined, 2)}\n`);
      return;
    }
    if (options.terraform === true) output.print(`${text}\n`);
    output.print(formatPlan(summary, terminalStyle(context)));
    if (file !== undefined) output.progress(`Saved to ${file}; apply it by: featheredge apply ${name}`);
  } finally {
    await target.close();
  }
}

/** An environment that is planned, and from what. */
interface PlannedEnvironment {
  readonly name: string;
  readonly environment: Environment;
  /** Undefined where this checkout was built. */
  readonly bundle: Bundle | undefined;
  readonly record: Promise<DeploymentRecord>;
}

async function summarize(
  context: Context,
  target: AwsTarget,
  planned: readonly Planned[],
  { name, environment, bundle, record, ...options }: PlannedEnvironment & Omit<PlanOptions, "bundle">,
): Promise<ReadSummary> {
  const { root, env } = context;
  const isReviewed = options.reviewed === true;
  return readSummary(context, {
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
    ...(bundle === undefined ? {} : { bundle: { commit: bundle.commit, isReviewed } }),
    allowed: allowedDestroys(env, options.allowDestroy),
    // The reviewed environment does not describe the traffic of an unreviewed bundle, whose job runs 'check' itself.
    checks: bundle !== undefined && !isReviewed ? [] : await checkThresholds(root, name, environment),
    missingPermissions: await findMissingPermissions(context, target, name, environment),
  });
}

interface PlanToSave extends PlannedEnvironment {
  readonly summary: PlanSummary;
  /** Terraform's text, without secrets. */
  readonly text: string;
  readonly key: Buffer | undefined;
}

/** Keeps the plan for `apply`, and writes the outputs that GitHub's later jobs need. @returns the file, relative to the root */
async function save(
  { root, env, output }: Context,
  planned: readonly Planned[],
  { name, environment, bundle, record, summary, text, key }: PlanToSave,
): Promise<string> {
  const provenance = { ...(await findProvenance(root, env)), ...(bundle?.commit && { source: bundle.commit }) };
  const stacks = planned.flatMap(({ saved }) => saved ?? []);
  const file = writePlan(
    root,
    { environment: name, account: environment.account, provenance, stacks, summary },
    text,
    key,
  );
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
  return file;
}
