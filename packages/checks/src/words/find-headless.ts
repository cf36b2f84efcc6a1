import { proseOf } from "./comments.ts";
import { type Hit, hitAt } from "./hit.ts";

/** First words of clauses that this project doesn't begin a sentence with. */
const INSTEAD = new Map([
  ["What", "the noun it means, such as 'Headers that CloudFront rejects'"],
  ["Who", "the actor, such as 'A caller that …'"],
  ["Whether", "'True if …'"],
]);

const CLAUSE = /(?<=^|[.!?:]\s)(What|Who|Whether)\b[^.!?]*(?:[.!?]|$)/g;

/** Finds sentences that begin with a clause and no main subject: `What CloudFront rejects.` Questions are not meant. */
export function findHeadlessClauses(path: string, text: string): Hit[] {
  if (!/\b(?:What|Who|Whether)\b/.test(text)) return [];
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
