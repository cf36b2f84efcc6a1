import { join, relative } from "node:path";
import { reportJson } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { environmentNames, loadEnvironments } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { synthesize } from "../project/synthesis.ts";

/**
 * Writes the HCL of one environment's stacks, or of all, and prints the files; with `json`, prints the warnings
 * instead, as one JSON document.
 */
export async function synth(
  context: Context,
  name: string | undefined,
  { json }: { readonly json: boolean },
): Promise<void> {
  const { root, output } = context;
  const names = name === undefined ? await environmentNames(root) : [name];
  await loadEnvironments(root, names);
  const warnings = await synthesize(context, names);
  if (json) return output.print(reportJson(warnings, { read: () => undefined }));
  for (const { directory } of readStacks(root, name)) {
    output.print(`${relative(root, join(directory, "cdk.tf"))}\n`);
  }
}
