import type { Diagnostic, SourcePosition } from "../diagnostic.ts";

/** `edge-handlers/a/handler.ts:3:9`, `environments/prod.ts: distributions.site.aliases`; empty for no position. */
export function describePosition(at: SourcePosition | undefined): string {
  if (at === undefined) return "";
  const numbers = [at.line, at.column].filter((number) => number !== undefined);
  return [[at.file, ...numbers].join(":"), at.key].filter(Boolean).join(": ");
}

/** A diagnostic as one paragraph: where, what is wrong, the rule, the fix and the page. */
export function describeDiagnostic(diagnostic: Diagnostic): string {
  const { at, page } = diagnostic;
  const isAws = page.startsWith("https://");
  return [describePosition(at), `${sentences(diagnostic)}${isAws ? ` See ${page}` : ""}`].filter(Boolean).join(": ");
}

/** Returns a diagnostic's mistake and fix as sentences, without a position. */
export function sentences({ message, fix }: Pick<Diagnostic, "message" | "fix">): string {
  return [message, fix].filter(Boolean).join(" ");
}
