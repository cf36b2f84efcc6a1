import type { Diagnostic } from "@featheredge/diagnostics";

/** A mistake that AWS would reject, and the resource or attribute of the stack that has it. */
export interface StackDiagnostic {
  /** Such as `aws_cloudfront_distribution.site.aliases`. */
  readonly at: string;
  readonly diagnostic: Diagnostic;
}

/** The diagnostics that are defined, at a resource or attribute. */
export function at(address: string, ...diagnostics: readonly (Diagnostic | undefined)[]): StackDiagnostic[] {
  return diagnostics.flatMap((diagnostic) => (diagnostic === undefined ? [] : [{ at: address, diagnostic }]));
}
