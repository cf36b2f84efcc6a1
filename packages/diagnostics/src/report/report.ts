import type { Diagnostic, SourcePosition } from "../diagnostic.ts";
import { describeDiagnostic } from "./describe.ts";
import { excerpt } from "./excerpt.ts";

/** The project's files, as a report reads them. */
export interface Sources {
  /** The text of a file of the project; undefined when it can't be read. */
  read(file: string): string | undefined;
  /** The line and column of an environment's key, where the file shows them. */
  locateKey?(source: string, key: string): { readonly line: number; readonly column: number } | undefined;
}

/** Diagnostics with the positions of their keys, in the order given; the same diagnostic is kept once. */
export function locateDiagnostics(diagnostics: readonly Diagnostic[], sources: Sources): Diagnostic[] {
  const distinct = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const located = { ...diagnostic, at: withLine(diagnostic.at, sources) };
    const key = JSON.stringify(located);
    if (!distinct.has(key)) distinct.set(key, located);
  }
  return [...distinct.values()];
}

/**
 * Diagnostics as text for people: a paragraph each, with its rule, and the source it is about where that is known.
 *
 * @returns text that ends with a line break; empty when there are no diagnostics
 */
export function reportText(diagnostics: readonly Diagnostic[], sources: Sources): string {
  const located = locateDiagnostics(diagnostics, sources);
  return located.map((diagnostic) => `${paragraph(diagnostic, sources)}\n`).join("\n");
}

/** Diagnostics as one JSON document, `{ "diagnostics": [] }`, that ends with a line break. */
export function reportJson(diagnostics: readonly Diagnostic[], sources: Sources): string {
  return `${JSON.stringify({ diagnostics: locateDiagnostics(diagnostics, sources) }, null, 2)}\n`;
}

function paragraph(diagnostic: Diagnostic, { read }: Sources): string {
  const { severity, rule, at } = diagnostic;
  const source = at?.line === undefined ? undefined : read(at.file);
  const shown = at === undefined || source === undefined ? undefined : excerpt(source, at);
  return [`${severity} ${rule}: ${describeDiagnostic(diagnostic)}`, ...(shown === undefined ? [] : [shown])].join("\n");
}

function withLine(at: SourcePosition | undefined, sources: Sources): SourcePosition | undefined {
  if (at?.key === undefined || at.line !== undefined || sources.locateKey === undefined) return at;
  const source = sources.read(at.file);
  const position = source === undefined ? undefined : sources.locateKey(source, at.key);
  return position === undefined ? at : { ...at, ...position };
}
