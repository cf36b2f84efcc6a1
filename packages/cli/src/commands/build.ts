import type { Context } from "../context.ts";
import { readBuildManifest } from "../project/build-manifest.ts";
import { environmentNames, loadEnvironment } from "../project/registry.ts";
import { buildHandlers } from "../project/synthesis.ts";
import { printDiagnostics } from "../report/print-diagnostics.ts";
import { formatFunctions } from "../report/summary.ts";
import { UserError } from "../user-error.ts";

/**
 * Compiles and verifies the handlers of one environment, or of all, and prints each function and why it runs there.
 * With `json`, prints the diagnostics instead, as one JSON document.
 * @throws {UserError} for `dumpPasses` without an environment, or with `watch`; for `json` with `watch`.
 */
export async function build(
  context: Context,
  name: string | undefined,
  { watch, dumpPasses, json }: { readonly watch: boolean; readonly dumpPasses?: string; readonly json: boolean },
): Promise<void> {
  const { root, output } = context;
  if (dumpPasses !== undefined && (name === undefined || watch)) {
    throw new UserError(
      "--dump-passes takes one environment, and no --watch: write featheredge build prod --dump-passes out.",
    );
  }
  const names = name === undefined ? await environmentNames(root) : [name];
  if (json) {
    if (watch) throw new UserError("--json prints one document, so it can't be given with --watch.");
    return await printDiagnostics(context, (file) => buildHandlers(context, names, dumpPasses, file));
  }
  for (const each of names) {
    await loadEnvironment(root, each);
  }
  if (watch) await (await import("./watch-build.ts")).watchBuild(context, names);
  await buildHandlers(context, names, dumpPasses);
  for (const each of names) {
    const { functions } = readBuildManifest(root, each);
    output.print(`${each}: .featheredge/build/${each}\n${formatFunctions(functions)}`);
    for (const { name: found, reasons } of functions) {
      output.print(reasons.map((reason) => `  ${found}: ${reason}\n`).join(""));
    }
  }
}
