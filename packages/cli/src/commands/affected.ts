import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDiagnosticError } from "@featheredge/diagnostics";
import { type AffectedEnvironment, findAffected } from "../affected/find-affected.ts";
import { bundleDigest, readBundle } from "../bundles/bundle.ts";
import { withCommit } from "../commits/checkout.ts";
import { digestBundle, digestStacks, type StackDigests } from "../commits/stack-digests.ts";
import type { Context } from "../context.ts";
import { writeOutputs } from "../github/outputs.ts";
import { environmentNames, loadEnvironments } from "../project/registry.ts";
import { synthesize } from "../project/synthesis.ts";
import { AlreadyReported } from "../report/failure.ts";

export interface AffectedOptions {
  /** The commit to compare with. */
  readonly base: string;
  /** A bundle to compare instead of this checkout: then the code of this checkout decides, and none of the bundle's runs. */
  readonly bundle?: string | undefined;
  /** The bundle's digest. @default any */
  readonly digest?: string | undefined;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/** Lists the environments and stacks that a change affects, judged by what is synthesized before and after it. */
export async function affected(context: Context, options: AffectedOptions): Promise<void> {
  const { root, env, output } = context;
  const { base, bundle, digest, json } = options;
  const head = bundle === undefined ? await digestHead(context) : digestBundle(readBundle(bundle, digest));
  const before = await digestBase(context, base);
  const environments = findAffected(before, head);
  const plannable = await findPlannable(root, environments);
  const matrix = { include: plannable.map(({ environment, stacks }) => ({ environment, stacks: stacks.join(",") })) };
  const digestOutput = bundle === undefined ? {} : { digest: bundleDigest(readFileSync(bundle)) };
  writeOutputs(env, { matrix: JSON.stringify(matrix), any: String(plannable.length > 0), ...digestOutput });
  if (json) {
    output.print(`${JSON.stringify({ base, environments, matrix }, undefined, 2)}\n`);
    return;
  }
  output.print(environments.length === 0 ? "No stack is affected.\n" : environments.map(formatAffected).join(""));
}

function formatAffected({ environment, stacks, removed }: AffectedEnvironment): string {
  const lines = [...stacks.map((name) => `  ${name}`), ...removed.map((name) => `  ${name} (removed)`)];
  return `${environment}\n${lines.join("\n")}\n`;
}

/** The environments that this checkout knows and deploys to AWS: those with a state on one machine are the loopback's. */
async function findPlannable(root: string, affectedOnes: readonly AffectedEnvironment[]) {
  const known = await environmentNames(root);
  const candidates = affectedOnes.filter(({ environment, stacks }) => known.includes(environment) && stacks.length > 0);
  const loaded = await loadEnvironments(
    root,
    candidates.map(({ environment }) => environment),
  );
  return candidates.filter(({ environment }) => loaded.get(environment)?.state.type === "s3");
}

async function digestHead(context: Context): Promise<StackDigests> {
  const { root, output } = context;
  output.progress("Synthesizing every environment");
  const names = await environmentNames(root);
  mkdirSync(join(root, ".featheredge"), { recursive: true });
  const aside = mkdtempSync(join(root, ".featheredge", "synthesis-"));
  try {
    await synthesize(context, names, { directory: aside, typeChecked: false });
    return digestStacks(root, names, aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** @returns undefined if the commit can't be synthesized, as when the change fixes it */
function digestBase(context: Context, base: string): Promise<StackDigests | undefined> {
  return withCommit(context, base, async ({ root, commit }) => {
    context.output.progress(`Synthesizing every environment at ${commit.slice(0, 12)}`);
    try {
      const names = await environmentNames(root);
      await synthesize({ ...context, root }, names, { typeChecked: false });
      return digestStacks(root, names);
    } catch (error) {
      if (!isDiagnosticError(error) && !(error instanceof AlreadyReported)) throw error;
      context.output.progress(`${commit.slice(0, 12)} can't be synthesized, so every stack counts as affected.`);
      return undefined;
    }
  });
}
