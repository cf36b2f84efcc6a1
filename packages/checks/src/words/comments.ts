import { extname } from "node:path";
import { parseSync } from "oxc-parser";

/** A comment or a paragraph: sentences that read on from one line to the next. */
export interface Prose {
  /** The sentences on one line, without the signs that make them a comment. */
  text: string;
  /** Where its first sentence begins in the file. */
  start: number;
}

/** Returns the comments of a file of code, or the paragraphs of one of prose. */
export function proseOf(path: string, text: string): Prose[] {
  switch (extname(path)) {
    case ".ts":
    case ".tsx":
    case ".js":
      return commentsOfCode(path, text);
    case ".md":
      return joinLines(text, paragraphLine());
    case ".yml":
    case ".py":
    case ".hcl":
      return joinLines(text, hashComment);
    default:
      return [];
  }
}

/** Line comments on successive lines are one comment. */
function commentsOfCode(path: string, text: string): Prose[] {
  const prose: (Prose & { end: number; isLine: boolean })[] = [];
  for (const { type, value, start, end } of parseSync(path, text).comments) {
    const isLine = type === "Line";
    const sentences = value.replace(/\s*\n\s*\*?\s*/g, " ").replace(/^[\s*]+|\s+$/g, "");
    const previous = prose.at(-1);
    if (isLine && previous?.isLine && /^\r?\n[ \t]*$/.test(text.slice(previous.end, start))) {
      previous.text += ` ${sentences}`;
      previous.end = end;
    } else prose.push({ text: sentences, start, end, isLine });
  }
  return prose;
}

/** A line's sentences, and whether they continue those of the line before. Undefined for a line without prose. */
type ReadLine = (line: string) => { text: string; continues: boolean } | undefined;

const hashComment: ReadLine = (line) => {
  const text = /^\s*#\s?(.*)$/.exec(line)?.[1];
  return text === undefined ? undefined : { text, continues: true };
};

/** Headings, tables and blocks of code have no sentences. */
function paragraphLine(): ReadLine {
  let inCode = false;
  return (line) => {
    const isFence = /^\s*```/.test(line);
    if (isFence) inCode = !inCode;
    if (isFence || inCode || /^\s*(?:[#|]|$)/.test(line)) return undefined;
    const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line)?.[1];
    return { text: item ?? line.trim(), continues: item === undefined };
  };
}

function joinLines(text: string, readLine: ReadLine): Prose[] {
  const prose: Prose[] = [];
  let start = 0;
  let follows = false;
  for (const line of text.split("\n")) {
    const read = readLine(line);
    const previous = prose.at(-1);
    if (read?.continues && follows && previous) previous.text += ` ${read.text}`;
    else if (read) prose.push({ text: read.text, start });
    follows = read !== undefined;
    start += line.length + 1;
  }
  return prose;
}
