import { DiagnosticError, reportJson } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { diagnoseChecks } from "../plan-summary/diagnose-plan.ts";
import { describeCheck } from "../plan-summary/wording.ts";
import { loadEnvironment } from "../project/registry.ts";
import { synthesize } from "../project/synthesis.ts";
import { checkThresholds } from "../thresholds/check-thresholds.ts";

/**
 * Checks an environment without AWS: its files, AWS's rules and quotas, the security checks that it asks for, and its
 * thresholds. Warnings are printed; with `json`, the result is one document.
 * @throws {DiagnosticError} with everything that is wrong
 */
export async function check(context: Context, name: string, { json }: { readonly json: boolean }): Promise<void> {
  const { root, output } = context;
  const environment = await loadEnvironment(root, name);
  // Synthesis checks the rest.
  const warnings = await synthesize(context, [name]);
  const checks = await checkThresholds(root, name, environment);
  const diagnostics = diagnoseChecks({ environment: name, checks });
  if (diagnostics.length > 0) throw new DiagnosticError(diagnostics);
  if (json) {
    const report = { ...JSON.parse(reportJson(warnings, { read: () => undefined })), environment: name, checks };
    output.print(`${JSON.stringify(report, undefined, 2)}\n`);
    return;
  }
  for (const one of checks) output.print(`${describeCheck(one, (text) => text)}\n`);
  output.print(`${name} meets AWS's rules and quotas, its security checks and its thresholds.\n`);
}
