import { join, relative } from "node:path";
import type { Context } from "../context.ts";
import { environmentNames, loadEnvironment } from "../project/registry.ts";
import { readStacks } from "../project/stacks.ts";
import { synthesize } from "../project/synthesis.ts";
import { printDiagnostics } from "../report/print-diagnostics.ts";

/**
 * Writes the HCL of one environment's stacks, or of all, and prints the files; with `json`, prints the diagnostics
 * instead, as one JSON document.
 */
export async function synth(
  context: Context,
  name: string | undefined,
  { json }: { readonly json: boolean },
): Promise<void> {
  const { root, output } = context;
  const names = name === undefined ? await environmentNames(root) : [name];
  if (json) {
    return await printDiagnostics(context, (file) => synthesize(context, names, undefined, undefined, file));
  }
  for (const each of names) {
    await loadEnvironment(root, each);
  }
  await synthesize(context, names);
  for (const { directory } of readStacks(root, name)) {
    output.print(`${relative(root, join(directory, "cdk.tf"))}\n`);
  }
}
