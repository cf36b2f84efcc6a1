import { ambientAws, loopbackAws } from "../aws/target.ts";
import { installCommit } from "../commits/install-commit.ts";
import { type Context, withTextOnStderr } from "../context.ts";
import { deploymentStore, lastDeployment } from "../deployments/store.ts";
import { requireTools } from "../doctor/required.ts";
import { writeOutputs } from "../github/outputs.ts";
import { compareEnvironment } from "../live/compare-environment.ts";
import { formatDifferences } from "../live/difference.ts";
import { loadEnvironment } from "../project/registry.ts";
import { buildStacks } from "../project/synthesis.ts";
import { FailedResult } from "../report/failure.ts";

export interface CompareOptions {
  /** The commit to compare with. @default the last one that was deployed, or this checkout before the first */
  readonly commit?: string | undefined;
  /** On AWS on this machine instead of AWS. */
  readonly loopback: boolean;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/** The exit code of a comparison that found differences: 1 is a failure to compare. */
const differs = 2;

/** Compares AWS with the last deployment of an environment, and ends with 2 if something was changed since. */
export function drift(context: Context, name: string, options: Omit<CompareOptions, "commit">): Promise<void> {
  const nothing = `'${name}' is as it was deployed.`;
  return compare(context, name, { ...options, with: "state", nothing });
}

/** Compares AWS with what a commit compiles to, and ends with 2 if they differ. */
export function verify(context: Context, name: string, options: CompareOptions): Promise<void> {
  const nothing = `'${name}' is what the commit compiles to.`;
  return compare(context, name, { ...options, with: "configuration", nothing });
}

interface Compare extends CompareOptions {
  readonly with: "state" | "configuration";
  /** Printed if there is no difference. */
  readonly nothing: string;
}

async function compare(context: Context, name: string, options: Compare): Promise<void> {
  const { root, env, output } = context;
  const environment = await loadEnvironment(root, name);
  await requireTools(env, options.loopback);
  const target = await (options.loopback ? loopbackAws(context, environment) : ambientAws(context, name, environment));
  try {
    const last = await lastDeployment(deploymentStore(context, target, name, environment));
    const revision = options.commit ?? (last?.modified ? undefined : last?.commit);
    const work = options.json ? withTextOnStderr(context) : context;
    const commit = revision === undefined ? undefined : await installCommit(work, name, revision);
    if (commit === undefined) await buildStacks(work, name);
    const stacks = await compareEnvironment(work, target, { name, environment, with: options.with });
    const count = stacks.reduce((sum, { differences }) => sum + differences.length, 0);
    writeOutputs(env, { differences: String(count) });
    if (options.json) output.print(`${JSON.stringify({ environment: name, commit, stacks }, undefined, 2)}\n`);
    else output.print(formatDifferences(stacks, options.nothing));
    if (count > 0) throw new FailedResult(`${count} differences`, differs);
  } finally {
    await target.close();
  }
}
