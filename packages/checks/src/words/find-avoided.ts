import { AVOIDED_WORDS, type AvoidedWords, type Exception } from "./avoided.ts";
import { type Hit, hitAt } from "./hit.ts";

/** A word, or a part of an identifier: `dataPlane` has two. */
interface Word {
  lowerCase: string;
  start: number;
  end: number;
}

interface Phrase {
  words: string[];
  row: AvoidedWords;
}

/** Characters on each side of a word that the patterns of its exceptions see. */
const CONTEXT = 60;

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const URL = /https?:\/\/[^\s)>"'`\]]+/g;
/** Separates the words of a phrase: nothing or one sign in an identifier, spaces, or a line break in a comment. */
const GAP = /^(?:[_-]?|\s+(?:(?:\/\/|\*|#|>)\s*)?)$/;

const PHRASES = phrasesByFirstWord(AVOIDED_WORDS);

/**
 * Finds the avoided words of a text, in comments, strings, prose and identifiers alike. URLs are not looked at.
 *
 * @param used collects the exceptions that excused a word
 */
export function findAvoidedWords(path: string, text: string, used: Set<Exception> = new Set()): Hit[] {
  const words = wordsOf(text);
  return words.flatMap((word, index) => {
    const phrase = PHRASES.get(word.lowerCase)?.find((candidate) => matches(candidate, words, index, text));
    const last = phrase && words[index + phrase.words.length - 1];
    if (!phrase || !last) return [];
    const exception = phrase.row.except?.find((candidate) => excuses(candidate, path, text, word.start, last.end));
    if (exception) used.add(exception);
    const phraseInText = onOneLine(text.slice(word.start, last.end));
    return exception ? [] : [hitAt(path, text, word.start, phraseInText, phrase.row.instead)];
  });
}

/** Finds the avoided words in the names of files and folders. A folder is reported once, at its first file. */
export function findAvoidedInPaths(paths: readonly string[], used: Set<Exception> = new Set()): Hit[] {
  const seen = new Set<string>();
  return paths.flatMap((path) =>
    path.split("/").flatMap((name, depth, names) => {
      const upToName = names.slice(0, depth + 1).join("/");
      if (seen.has(upToName)) return [];
      seen.add(upToName);
      return findAvoidedWords(path, name, used).map((hit) => ({ ...hit, column: 1 }));
    }),
  );
}

function phrasesByFirstWord(rows: readonly AvoidedWords[]): Map<string, Phrase[]> {
  const phrases = new Map<string, Phrase[]>();
  for (const row of rows) {
    for (const text of row.words) {
      const words = text.split(" ");
      const first = words[0] ?? "";
      phrases.set(first, [...(phrases.get(first) ?? []), { words, row }]);
    }
  }
  return phrases;
}

function wordsOf(text: string): Word[] {
  const withoutUrls = text.replace(URL, (url) => " ".repeat(url.length));
  return [...withoutUrls.matchAll(WORD)].map((match) => ({
    lowerCase: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const matches = (phrase: Phrase, words: readonly Word[], first: number, text: string): boolean =>
  phrase.words.every((expected, offset) => {
    const word = words[first + offset];
    const previous = words[first + offset - 1];
    if (word?.lowerCase !== expected) return false;
    return offset === 0 || (previous !== undefined && GAP.test(text.slice(previous.end, word.start)));
  });

function excuses(exception: Exception, path: string, text: string, start: number, end: number): boolean {
  if (exception.files && !exception.files.some((file) => path.startsWith(file))) return false;
  if (!exception.text) return true;
  const from = Math.max(0, start - CONTEXT);
  const before = onOneLine(text.slice(from, start));
  const context = before + onOneLine(text.slice(start, end + CONTEXT));
  const pattern = new RegExp(exception.text, `${exception.text.flags.replace("g", "")}g`);
  return [...context.matchAll(pattern)].some(
    (match) => match.index <= before.length && match.index + match[0].length > before.length,
  );
}

/** Joins the lines of a comment, so that a pattern need not know where they break. */
const onOneLine = (text: string): string => text.replace(/\s*\n\s*(?:(?:\/\/|\*|#|>)\s*)?/g, " ");
