import { type Details, type Diagnostic, diagnose } from "./diagnostic.ts";
import { describeDiagnostic } from "./report/describe.ts";
import type { RuleId } from "./rules/index.ts";

/**
 * Mistakes that the user can fix, all that one run found. The command line prints its diagnostics without a stack
 * trace; its message has a paragraph for each error.
 */
export class DiagnosticError extends Error {
  readonly userFacing = true;
  override readonly name: string = "DiagnosticError";
  /** In the order in which they are reported; notes follow the error that they explain. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], options?: ErrorOptions) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    super(errors.map(describeDiagnostic).join("\n\n"), options);
    this.diagnostics = diagnostics;
  }

  /** An error with one diagnostic. */
  static of(rule: RuleId, details: Details, options?: ErrorOptions): DiagnosticError {
    return new DiagnosticError([diagnose(rule, details)], options);
  }
}

/**
 * True for an error that carries diagnostics. A project may have installed its own copy of this package, so the mark
 * decides, not the class.
 */
export function isDiagnosticError(error: unknown): error is DiagnosticError {
  return error instanceof Error && "userFacing" in error && "diagnostics" in error && Array.isArray(error.diagnostics);
}
