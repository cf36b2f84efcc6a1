import { proseOf } from "./comments.ts";
import { type Hit, hitAt } from "./hit.ts";
import { titlesOf } from "./titles.ts";

/** First words of clauses that this project doesn't begin a sentence with. */
const INSTEAD = new Map([
  ["What", "the noun it means, such as 'Headers that CloudFront rejects'"],
  ["Who", "the actor, such as 'A caller that …'"],
  ["Whether", "'True if …'"],
]);

const CLAUSE = /(?<=^|[.!?:]\s)(What|Who|Whether)\b[^.!?]*(?:[.!?]|$)/g;

const TITLE = /^(what|who|whether)\b/i;

/**
 * Finds sentences and titles of tests that begin with a clause and have no main subject: `What CloudFront rejects.`
 * Questions are not meant.
 */
export function findHeadlessClauses(path: string, text: string): Hit[] {
  if (!/\b(?:what|who|whether)\b/i.test(text)) return [];
  return [...findInProse(path, text), ...findInTitles(path, text)];
}

function findInProse(path: string, text: string): Hit[] {
  return proseOf(path, text).flatMap((prose) => {
    let searchFrom = prose.start;
    return [...prose.text.matchAll(CLAUSE)]
      .filter((clause) => !clause[0].endsWith("?"))
      .map((clause) => {
        const word = clause[1] ?? "";
        const offset = text.indexOf(word, searchFrom);
        searchFrom = offset + word.length;
        return hitAt(path, text, offset, `${word} …`, INSTEAD.get(word) ?? "");
      });
  });
}

function findInTitles(path: string, text: string): Hit[] {
  return titlesOf(path, text).flatMap((title) => {
    const word = TITLE.exec(title.text)?.[1];
    if (word === undefined || title.text.endsWith("?")) return [];
    const first = word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
    return [hitAt(path, text, title.start, `${word} …`, INSTEAD.get(first) ?? "")];
  });
}
