import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { openStore } from "../kvs/store.ts";
import { wantedEntries } from "../kvs/wanted-entries.ts";
import { checkLock } from "../locks/lock-info.ts";
import { readBuildManifest } from "../project/build-manifest.ts";
import type { Environment } from "../project/registry.ts";
import { readStacks, type Stack } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { outputName } from "../terraform/distribution-outputs.ts";
import { checkState } from "../terraform/local-state.ts";
import { color, initialize, lockTimeout, openSession, runTerraform, type Session } from "../terraform/session.ts";
import { pullState } from "../terraform/state-version.ts";
import type { Difference, StackDifferences } from "./difference.ts";
import { findEdgeDifferences } from "./edge-differences.ts";
import { openLiveEdge } from "./live-edge.ts";
import { type PlanValues, readPlanValues, resourcesInState, stringOutputs } from "./resources.ts";
import { findStoreDifferences } from "./store-differences.ts";
import { describeChanges, describeDrift } from "./terraform-differences.ts";

export interface Comparison {
  readonly name: string;
  readonly environment: Environment;
  /** With the last deployment, as the states know it, or with the configuration that is synthesized. */
  readonly with: "state" | "configuration";
}

/**
 * Compares AWS with the stacks of an environment that are synthesized: Terraform's resources, the code that runs at the
 * edge, and the entries of KeyValueStores. Nothing is changed.
 * @throws {AlreadyReported} when terraform fails, after what it said
 */
export async function compareEnvironment(
  context: Context,
  target: AwsTarget,
  comparison: Comparison,
): Promise<StackDifferences[]> {
  const { root, env, output } = context;
  const stacks = readStacks(root, comparison.name);
  const session = await openSession(context, stacks, target);
  const live = openLiveEdge(env, target);
  try {
    const states = new Map<string, string>();
    for (const stack of stacks) {
      if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
      await target.withRegistry(session.setup, () => initialize(context, session, stack));
      states.set(stack.name, await pullState(context, session, stack));
    }
    const known = new Map(Array.from(states, ([name, pulled]) => [name, resourcesInState(pulled)]));
    const all = [...known.values()].flat();
    const isOfState = comparison.with === "state";
    const compared: StackDifferences[] = [];
    for (const stack of stacks) {
      output.progress(`Comparing ${stack.name}`);
      const pulled = states.get(stack.name) ?? "";
      const plan = await planValues(context, session, stack, isOfState);
      const differences = [
        ...(isOfState ? describeDrift(plan.drift, all) : describeChanges(plan.changes)),
        ...(await findEdgeDifferences(live, isOfState ? (known.get(stack.name) ?? []) : plan.resources)),
        ...(await compareStores(context, target, { ...comparison, stack, pulled })),
      ];
      compared.push({ stack: stack.name, differences });
    }
    return compared;
  } finally {
    live.close();
  }
}

async function planValues(context: Context, session: Session, stack: Stack, refreshOnly: boolean): Promise<PlanValues> {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-compare-"));
  try {
    const file = join(scratch, "tfplan");
    const kind = refreshOnly ? ["-refresh-only"] : [];
    const args = ["plan", ...kind, "-input=false", lockTimeout, `-out=${file}`, ...color(context)];
    const planned = await runTerraform(context, session, stack, args, { onStderr: context.output.passOn });
    if (planned.exitCode !== 0) {
      checkLock(stack, planned.stderr);
      throw new AlreadyReported(`terraform plan failed for ${stack.name}`);
    }
    const shown = await runTerraform(context, session, stack, ["show", "-json", file]);
    if (shown.exitCode === 0) return readPlanValues(shown.stdout);
    context.output.passOn(shown.stderr);
    throw new AlreadyReported(`terraform show failed for ${stack.name}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface StoreComparison extends Comparison {
  readonly stack: Stack;
  /** The stack's state. */
  readonly pulled: string;
}

async function compareStores(context: Context, target: AwsTarget, comparison: StoreComparison): Promise<Difference[]> {
  const { root, env } = context;
  const { name, environment, stack, pulled } = comparison;
  const outputs = stringOutputs(pulled);
  const differences: Difference[] = [];
  for (const { distribution } of readBuildManifest(root, name).stores ?? []) {
    const stackName = environment.distributions[distribution]?.stack ?? distribution;
    const arn = outputs.get(outputName(stackName, distribution, "key_value_store_arn"));
    if (stack.name !== `${stackName}-${name}` || arn === undefined) continue;
    const store = openStore(arn, env, target);
    try {
      const { entries } = await store.read();
      differences.push(...findStoreDifferences(distribution, entries, wantedEntries(root, name, distribution)));
    } finally {
      store.close();
    }
  }
  return differences;
}
