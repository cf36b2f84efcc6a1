import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { estimateFunction } from "../compute/estimate-function.ts";
import type { Context } from "../context.ts";
import { type BuildManifest, buildDirectory, readBuildManifest } from "../project/build-manifest.ts";
import type { Environment } from "../project/registry.ts";
import { stackDirectory } from "../project/stacks.ts";
import { behaviorTraffic } from "../project/traffic.ts";
import { functionVersions } from "./functions.ts";
import type { BeforeAfter, Check, PlanSummary, SourceDifference } from "./model.ts";
import { nameStack } from "./named-stack.ts";
import { parsePlan } from "./plan-json.ts";
import { findBase, type Git, gitIn, readCommit, readTree } from "./source/base.ts";
import type { ReadFile } from "./source/local-files.ts";
import { sourceDifference } from "./source/source-difference.ts";
import type { Entries } from "./stores.ts";
import { type SummaryInput, type SummaryStack, summarizePlan, textMask } from "./summarize.ts";

/** A stack's plan as the commands have it. */
export interface StackPlanText {
  readonly name: string;
  /** The output of `terraform show -json`; undefined for a plan without changes, and for a stack that was not planned. */
  readonly json: string | undefined;
  readonly waitsFor?: readonly string[];
}

export interface SummaryRequest {
  readonly name: string;
  readonly environment: Environment;
  readonly target: PlanSummary["target"];
  readonly stacks: readonly StackPlanText[];
  /** A commit to compare sources with. @default the last deployed one, else where the branch left the remote's main */
  readonly base?: string | undefined;
  /** Names and addresses that may be destroyed or replaced. @default none */
  readonly allowed?: readonly string[];
  /** True if destroys and replacements must be named. @default the environment's `protections.preventDestroy` */
  readonly isProtected?: boolean;
  /** @default none */
  readonly checks?: readonly Check[];
  /** @default none */
  readonly missingPermissions?: PlanSummary["missingPermissions"];
  /** The last deployed commit. @default unknown */
  readonly lastDeployed?: string | undefined;
  /** The bundle that is planned. @default the working tree is */
  readonly bundle?: { readonly commit: string | undefined; readonly isReviewed: boolean };
}

export interface ReadSummary {
  readonly summary: PlanSummary;
  /** Replaces secrets in Terraform's own text. */
  readonly mask: (text: string) => string;
}

/**
 * Summarizes an environment's plans: reads what synthesis wrote, compares sources by git, and estimates compute.
 * @throws {DiagnosticError} when `base` names no commit
 */
export async function readSummary(context: Context, request: SummaryRequest): Promise<ReadSummary> {
  const { root, env } = context;
  const { name, environment, target, base: option, allowed = [], checks = [], lastDeployed, bundle } = request;
  const { missingPermissions = [], isProtected = environment.protections.preventDestroy } = request;
  const build = readBuildManifest(root, name);
  const stacks = request.stacks.map(
    ({ name: stack, json, waitsFor = [] }): SummaryStack => ({
      name: stack,
      waitsFor,
      plan: json === undefined ? undefined : parsePlan(json),
      ...readIdentity(root, stack),
    }),
  );
  const git = gitIn(root, env);
  const base = await findBase(git, { option, lastDeployed });
  const readNow = await readerOf(git, root, bundle);
  const readBase = base === undefined || readNow === undefined ? undefined : readCommit(git, base.commit);
  const sources = new Map<string, SourceDifference>();
  const compute = new Map<string, BeforeAfter<number>>();
  for (const { plan, ...stack } of stacks) {
    if (plan === undefined) continue;
    const versions = functionVersions(plan, nameStack({ ...stack, plan }, name, build).names);
    for (const [edgeFunction, { before, after }] of versions) {
      const artifact = build.functions.find((one) => one.name === edgeFunction);
      const isUnchanged = before?.digest === after?.digest && before?.runtime === after?.runtime;
      if (artifact === undefined || after === undefined || isUnchanged) continue;
      // Code of a change that was not reviewed is not run where there are credentials.
      const isRun = bundle?.isReviewed !== false;
      const estimate = (code: string | undefined) =>
        isRun ? estimateFunction(root, environment, artifact, code) : undefined;
      compute.set(edgeFunction, { before: await estimate(before?.code), after: await estimate(after.code) });
      if (before === undefined) continue;
      const code = { before: before.code, after: after.code };
      const difference = sourceDifference({ sources: artifact.sources, readBase, readNow, code });
      sources.set(edgeFunction, await difference);
    }
  }
  const entries = readEntries(root, name, build);
  const input: SummaryInput = {
    environment: name,
    account: environment.account,
    target,
    base,
    stacks,
    build,
    entries,
    traffic: behaviorTraffic(environment),
    compute,
    sources,
    checks,
    missingPermissions,
    isProtected,
    allowed,
  };
  return { summary: summarizePlan(input), mask: textMask(input) };
}

/** Reads the planned sources: of the working tree, or of a bundle's commit, which git may not have. */
async function readerOf(git: Git, root: string, bundle: SummaryRequest["bundle"]): Promise<ReadFile | undefined> {
  if (bundle === undefined) return readTree(root);
  const { commit } = bundle;
  return commit !== undefined && (await git("cat-file", "-e", commit)) !== undefined
    ? readCommit(git, commit)
    : undefined;
}

/** Reads a stack's entry and the environment's keys of its resources, which synthesis wrote to its folder. */
function readIdentity(root: string, stack: string): Pick<SummaryStack, "id" | "keys"> {
  const file = join(stackDirectory(root, stack), "metadata.json");
  const { name = stack, keys = {} } = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8"))["//"]?.featheredge ?? {})
    : {};
  return { id: name, keys };
}

/** Reads the entries of KeyValueStores, as the build wrote them. */
function readEntries(root: string, environment: string, { stores }: BuildManifest): Record<string, Entries> {
  return Object.fromEntries(
    stores.map(({ distribution, file }) => {
      const entries: { key: string; value: string }[] = JSON.parse(
        readFileSync(join(buildDirectory(root, environment), file), "utf8"),
      );
      return [distribution, Object.fromEntries(entries.map(({ key, value }) => [key, value]))];
    }),
  );
}
