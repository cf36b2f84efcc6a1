import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { reportJson } from "@featheredge/diagnostics";
import { bundleDigest, packBundle } from "../bundles/bundle.ts";
import { withCommit } from "../commits/checkout.ts";
import type { Context } from "../context.ts";
import { writeOutputs } from "../github/outputs.ts";
import { findProvenance } from "../plans/provenance.ts";
import { environmentNames, loadEnvironments } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { synthesize } from "../project/synthesis.ts";

export interface SynthOptions {
  /** The commit to synthesize. @default this checkout */
  readonly commit?: string | undefined;
  /** A file to pack the stacks into. @default none */
  readonly bundle?: string | undefined;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/**
 * Writes the HCL of one environment's stacks, or of all, and prints the files; with `json`, prints the warnings
 * instead, as one JSON document. With `bundle`, packs what was written into one file and reports its digest.
 */
export async function synth(context: Context, name: string | undefined, options: SynthOptions): Promise<void> {
  const { root, env } = context;
  const { commit } = options;
  if (commit !== undefined) {
    await withCommit(context, commit, (checkout) =>
      synthesizeInto({ ...context, root: checkout.root }, name, options, checkout.commit),
    );
    return;
  }
  const provenance = await findProvenance(root, env);
  await synthesizeInto(context, name, options, provenance.modified === true ? undefined : provenance.commit);
}

async function synthesizeInto(
  context: Context,
  name: string | undefined,
  { bundle, json }: SynthOptions,
  commit: string | undefined,
): Promise<void> {
  const { root, env, output } = context;
  const names = name === undefined ? await environmentNames(root) : [name];
  await loadEnvironments(root, names);
  const warnings = await synthesize(context, names);
  if (bundle !== undefined) {
    const packed = packBundle(root, names, commit);
    const digest = bundleDigest(packed);
    mkdirSync(dirname(resolve(bundle)), { recursive: true });
    writeFileSync(bundle, packed);
    writeOutputs(env, { digest });
    if (!json) output.print(`${digest}  ${bundle}\n`);
  }
  if (json) return output.print(reportJson(warnings, { read: () => undefined }));
  if (bundle !== undefined) return;
  for (const { directory } of readStacks(root, name)) {
    output.print(`${relative(root, join(directory, "cdk.tf"))}\n`);
  }
}
