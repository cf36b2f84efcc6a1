import type { Diagnostic } from "./diagnostic.ts";
import { describeDiagnostic } from "./report/describe.ts";

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
}
