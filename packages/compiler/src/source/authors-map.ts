import { decodedMap, encodedMappings, type SourceMapSegment, TraceMap } from "@jridgewell/trace-mapping";
import { withoutUse } from "./trace.ts";

type Lines = readonly (readonly SourceMapSegment[])[];

/**
 * Reduces the source map of deployed code to the author's files: it is small then, and equal wherever packages are.
 *
 * @param map JSON
 * @param isAuthors is true for the author's files, relative to the sources' root
 * @returns the source map, as JSON; its sources are relative to the sources' root
 * @see https://tc39.es/ecma426/
 */
export function authorsMap(map: string, isAuthors: (file: string) => boolean): string {
  const { sources, mappings } = decodedMap(new TraceMap(map));
  const files = sources.map((source) => withoutUse(source ?? ""));
  const authors = [...new Set(files.filter(isAuthors))];
  const reduced = mappings.map((segments) => {
    const kept: SourceMapSegment[] = [];
    for (const [column, source = -1, line = 0, sourceColumn = 0] of segments) {
      const index = authors.indexOf(files[source] ?? "");
      if (index >= 0) kept.push([column, index, line, sourceColumn]);
      // One mark is enough for code that no author wrote.
      else if (kept.at(-1)?.length !== 1) kept.push([column]);
    }
    return kept;
  });
  return encode(authors, reduced);
}

/**
 * The source map of code of which a part was replaced by text of another length, on one line.
 *
 * @param map JSON
 * @param at the part's start: line and column count from 0
 * @param added characters, fewer than none if the text became shorter
 */
export function shiftedMap(map: string, at: { readonly line: number; readonly column: number }, added: number): string {
  const { mappings, ...rest } = decodedMap(new TraceMap(map));
  const shifted = mappings.map((segments, line) =>
    line === at.line
      ? segments.map(
          ([column, ...source]) => [column > at.column ? column + added : column, ...source] as SourceMapSegment,
        )
      : segments,
  );
  return JSON.stringify({ ...rest, mappings: encodedOf(shifted) });
}

function encode(sources: readonly string[], mappings: Lines): string {
  return `${JSON.stringify({ version: 3, sources, names: [], mappings: encodedOf(mappings) })}\n`;
}

function encodedOf(mappings: Lines): string {
  const lines = mappings.map((segments) => segments.map((segment): SourceMapSegment => [...segment]));
  return encodedMappings(new TraceMap({ version: 3, sources: [], names: [], mappings: lines }));
}
