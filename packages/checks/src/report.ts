import { findCircles, formatCircle } from "./circles/find-circles.ts";
import type { SourceFile } from "./files.ts";
import type { Import } from "./imports/imports.ts";
import { isPending } from "./pending.ts";
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
 * @param pending rooms whose words are only counted
 */
export function reportWords(
  files: readonly SourceFile[],
  reportsUnused: boolean,
  pending: readonly string[] = [],
): Report {
  const checked = files.filter(({ path }) => isChecked(path));
  const { hits, unusedExceptions } = checkWords(checked);
  const reported = hits.filter(({ path }) => !isPending(path, pending));
  const unused = unusedExceptions.map(
    ({ text, files: paths, reason }) =>
      `packages/checks/src/words/avoided.ts: the exception for ${text ?? paths?.join(", ")} (${reason}) excuses nothing. Delete it.`,
  );
  return {
    problems: [...reported.map(formatHit), ...(reportsUnused ? unused : []), ...countsByRoom(reported)],
    summary: `words: no avoided word in ${checked.length} files${left(hits.length - reported.length)}.`,
  };
}

/** Reports circles of imports, but for those of `pending` rooms, which are only counted. */
export function reportCircles(imports: readonly Import[], pending: readonly string[] = []): Report {
  const circles = findCircles(imports);
  const reported = circles.filter((circle) => !circle.every((path) => isPending(path, pending)));
  return {
    problems: reported.map(formatCircle),
    summary: `circles: none in ${imports.length} imports${left(circles.length - reported.length)}.`,
  };
}

const left = (count: number): string =>
  count === 0 ? "" : ` but for ${count} in the rooms of packages/checks/src/pending.ts`;

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
