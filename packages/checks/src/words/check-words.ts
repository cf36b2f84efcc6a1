import { AVOIDED_WORDS, type Exception } from "./avoided.ts";
import { findAvoidedInPaths, findAvoidedWords } from "./find-avoided.ts";
import { findHeadlessClauses } from "./find-headless.ts";
import type { Hit } from "./hit.ts";

export interface WordReport {
  hits: Hit[];
  /** Exceptions of the table that excused nothing in these files. */
  unusedExceptions: Exception[];
}

/** Files that are not ours to word, or that are about the words themselves. */
const NOT_CHECKED: readonly { path: RegExp; reason: string }[] = [
  { path: /^packages\/checks\/src\/(?:words\/|report\.test\.ts)/, reason: "the table of the words and its tests" },
  { path: /^package-lock\.json$|^LICENSE$|^bench\/peers\//, reason: "written by others" },
  { path: /^tests\/developer-guide\/handlers\//, reason: "AWS's examples, as AWS wrote them" },
  { path: /\/events\/.*\.json$/, reason: "data of events" },
  { path: /(?:^|\/)stacks\/content\//, reason: "the pages of example sites" },
];

const CHECKED = /\.(?:tsx?|js|md|yml|css|html|hcl|json|py)$|^\.ci\/run$/;

/** True if the check reads the file. */
export const isChecked = (path: string): boolean =>
  CHECKED.test(path) && !NOT_CHECKED.some((exclusion) => exclusion.path.test(path));

/** Finds avoided words and headless clauses in files, and avoided words in their names. */
export function checkWords(files: readonly { path: string; text: string }[]): WordReport {
  const used = new Set<Exception>();
  const inNames = findAvoidedInPaths(
    files.map((file) => file.path),
    used,
  );
  const inTexts = files.flatMap(({ path, text }) => [
    ...findAvoidedWords(path, text, used),
    ...findHeadlessClauses(path, text),
  ]);
  const exceptions = AVOIDED_WORDS.flatMap((row) => row.except ?? []);
  return { hits: [...inNames, ...inTexts], unusedExceptions: exceptions.filter((exception) => !used.has(exception)) };
}
