import type { Context } from "../context.ts";
import { readBuildManifest } from "../project/build-manifest.ts";
import { environmentNames, loadEnvironment } from "../project/registry.ts";
import { buildHandlers } from "../project/synthesis.ts";
import { formatFunctions } from "../report/summary.ts";

/** Compiles and verifies the handlers of one environment, or of all, and prints each function and why it runs there. */
export async function build(
  context: Context,
  name: string | undefined,
  { watch }: { readonly watch: boolean },
): Promise<void> {
  const { root, output } = context;
  const names = name === undefined ? await environmentNames(root) : [name];
  for (const each of names) {
    await loadEnvironment(root, each);
  }
  if (watch) await (await import("./watch-build.ts")).watchBuild(context, names);
  await buildHandlers(context, names);
  for (const each of names) {
    const { functions } = readBuildManifest(root, each);
    output.print(`${each}: .featheredge/build/${each}\n${formatFunctions(functions)}`);
    for (const { name: found, reasons } of functions) {
      output.print(reasons.map((reason) => `  ${found}: ${reason}\n`).join(""));
    }
  }
}
