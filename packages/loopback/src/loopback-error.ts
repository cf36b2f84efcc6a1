import { type Details, DiagnosticError, diagnose, type RuleId } from "@featheredge/diagnostics";

/** An error that the user can fix, such as a missing tool or a port in use. It is reported without a stack trace. */
export class LoopbackError extends DiagnosticError {
  override readonly name = "LoopbackError";

  constructor(message: string | Details, rule: RuleId = "FE-CLI-016", options?: ErrorOptions) {
    super([diagnose(rule, typeof message === "string" ? { message } : message)], options);
  }
}
