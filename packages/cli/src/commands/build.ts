import { DiagnosticError, reportJson } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { readBuildManifest } from "../project/build-manifest.ts";
import { environmentNames, loadEnvironments } from "../project/registry.ts";
import { buildHandlers } from "../project/synthesis.ts";
import { formatFunctions } from "../report/summary.ts";

/**
 * Compiles and verifies the handlers of one environment, or of all, and prints each function and why it runs there.
 * With `json`, prints the warnings instead, as one JSON document.
 * @throws {DiagnosticError} for `dumpPasses` without an environment, or with `watch`; for `json` with `watch`.
 */
export async function build(
  context: Context,
  name: string | undefined,
  { watch, dumpPasses, json }: { readonly watch: boolean; readonly dumpPasses?: string; readonly json: boolean },
): Promise<void> {
  const { root, output } = context;
  if (dumpPasses !== undefined && (name === undefined || watch)) {
    throw DiagnosticError.of("FE-CLI-001", {
      subject: "--dump-passes",
      message: "--dump-passes takes one environment, and no --watch.",
      fix: "Write featheredge build prod --dump-passes out.",
    });
  }
  if (watch && json) {
    throw DiagnosticError.of("FE-CLI-001", {
      subject: "--json",
      message: "--json prints one document, so it can't be given with --watch.",
      fix: "Omit one of them.",
    });
  }
  const names = name === undefined ? await environmentNames(root) : [name];
  await loadEnvironments(root, names);
  if (watch) await (await import("./watch-build.ts")).watchBuild(context, names);
  const warnings = await buildHandlers(context, names, { dumpDirectory: dumpPasses });
  if (json) return output.print(reportJson(warnings, { read: () => undefined }));
  for (const each of names) {
    const { functions } = readBuildManifest(root, each);
    output.print(`${each}: .featheredge/build/${each}\n${formatFunctions(functions)}`);
    for (const { name: found, reasons } of functions) {
      output.print(reasons.map((reason) => `  ${found}: ${reason}\n`).join(""));
    }
  }
}
