import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";

/**
 * Stops a synthesis if any diagnostic is an error. Warnings are passed to `warn`, each once, and don't stop it.
 *
 * @throws DiagnosticError with all errors
 */
export function throwErrors(
  diagnostics: readonly Diagnostic[],
  warn: ((warning: Diagnostic) => void) | undefined,
): void {
  const isWarning = ({ severity }: Diagnostic) => severity === "warning";
  // A function on two events is checked for each.
  const warnings = new Map(diagnostics.filter(isWarning).map((warning) => [JSON.stringify(warning), warning]));
  for (const warning of warnings.values()) warn?.(warning);
  const errors = diagnostics.filter((diagnostic) => !isWarning(diagnostic));
  if (errors.length > 0) throw new DiagnosticError(errors);
}
