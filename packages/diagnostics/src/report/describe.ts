import type { Diagnostic, SourcePosition } from "../diagnostic.ts";

/** `edge-handlers/a/handler.ts:3:9`, `environments/prod.ts: distributions.site.aliases`; empty for no position. */
export function describePosition(at: SourcePosition | undefined): string {
  if (at === undefined) return "";
  const numbers = [at.line, at.column].filter((number) => number !== undefined);
  return [[at.file, ...numbers].join(":"), at.key].filter(Boolean).join(": ");
}

/** A diagnostic as one paragraph: where, what is wrong, the rule, the fix and the page. */
export function describeDiagnostic({ at, message, fix, page }: Diagnostic): string {
  const sentences = [message, fix, page.includes("docs.aws.amazon.com") ? `See ${page}` : ""].filter(Boolean).join(" ");
  return [describePosition(at), sentences].filter(Boolean).join(": ");
}
