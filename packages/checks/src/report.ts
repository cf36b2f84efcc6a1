import { findCircles, formatCircle } from "./circles/find-circles.ts";
import type { SourceFile } from "./files.ts";
import type { Import } from "./imports/imports.ts";
import { positionOf } from "./position.ts";
import { checkRooms } from "./rooms/check-rooms.ts";
import { replaceTable } from "./rooms/table.ts";
import { checkWords, isChecked } from "./words/check-words.ts";
import { countsByRoom, formatHit } from "./words/hit.ts";

/** The outcome of a check. */
export interface Report {
  /** One text per problem, with file, line and fix. */
  problems: string[];
  /** One line for when nothing is wrong. */
  summary: string;
}

/**
 * Reports avoided words.
 *
 * @param reportsUnused true to report exceptions of the table that excuse nothing, for when every file is checked
 */
export function reportWords(files: readonly SourceFile[], reportsUnused: boolean): Report {
  const checked = files.filter(({ path }) => isChecked(path));
  const { hits, unusedExceptions } = checkWords(checked);
  const unused = unusedExceptions.map(
    ({ text, files: paths, reason }) =>
      `packages/checks/src/words/avoided.ts: the exception for ${text ?? paths?.join(", ")} (${reason}) excuses nothing. Delete it.`,
  );
  return {
    problems: [...hits.map(formatHit), ...(reportsUnused ? unused : []), ...countsByRoom(hits)],
    summary: `words: no avoided word in ${checked.length} files.`,
  };
}

/** Reports circles of imports, those of types included. */
export function reportCircles(imports: readonly Import[]): Report {
  return {
    problems: findCircles(imports).map(formatCircle),
    summary: `circles: none in ${imports.length} imports.`,
  };
}

/** Checks the imports, and that CONTRIBUTING.md has the table of rooms as it is. */
export function reportRooms(imports: readonly Import[], contributing: string): Report {
  const problems = checkRooms(imports).map(({ import: { importer, text, offset, specifier }, message }) => {
    const { line, column } = positionOf(text, offset);
    return `${importer}:${line}:${column}: '${specifier}': ${message}`;
  });
  if (replaceTable(contributing) !== contributing) {
    problems.push(
      "CONTRIBUTING.md: its table is not that of packages/checks/src/rooms/rooms.ts. Run: npx tsx packages/checks/src/main.ts rooms --write",
    );
  }
  return { problems, summary: `rooms: every import is one that CONTRIBUTING.md's table allows.` };
}
