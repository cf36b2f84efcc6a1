import { type Diagnostic, DiagnosticError, describeDiagnostic, nearest } from "@featheredge/diagnostics";
import { compare } from "./source/text.ts";

/** Collects mistakes so that one run reports all of them; the same mistake met twice is reported once. */
export class Problems {
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();

  /** @param notes explain the diagnostic, such as the lines that rule a runtime out */
  add(diagnostic: Diagnostic, notes: readonly Diagnostic[] = []): void {
    this.#diagnostics.set(describeDiagnostic(diagnostic), [diagnostic, ...notes]);
  }

  get size(): number {
    return this.#diagnostics.size;
  }

  /**
   * @throws DiagnosticError when anything was added; sorted, since stages that run at the same time add in any order
   */
  throwIfAny(): void {
    if (this.size === 0) return;
    const sorted = [...this.#diagnostics].sort(([a], [b]) => compare(a, b));
    throw new DiagnosticError(sorted.flatMap(([, diagnostics]) => diagnostics));
  }
}

/** `Did you mean 'redirects'? Known: country-router, redirects.`, or `None is known.` */
export function suggest(wrong: string, known: readonly string[]): string {
  if (known.length === 0) return "None is known.";
  const near = nearest(wrong, known);
  const list = `Known: ${[...known].sort().join(", ")}.`;
  return near === undefined ? list : `Did you mean '${near}'? ${list}`;
}
