import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";

/** How a text is shown; a terminal without colors shows all alike. */
export type Style = "plain" | "dim" | "bold" | "good" | "bad" | "warning" | "accent";

/** A piece of a line. A line is measured and cut as text, and only then colored. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Span[];

export type Paint = (text: string, style: Style) => string;

/** @param hasColors - False where NO_COLOR is set: https://no-color.org/ */
export function createPaint(hasColors: boolean): Paint {
  const colors = createColors(hasColors);
  const styles: Readonly<Record<Style, (text: string) => string>> = {
    plain: (text) => text,
    dim: colors.dim,
    bold: colors.bold,
    good: colors.green,
    bad: colors.red,
    warning: colors.yellow,
    accent: colors.cyan,
  };
  return (text, style) => (text === "" ? "" : styles[style](text));
}

export function span(text: string, style: Style = "plain"): Span {
  return { text, style };
}

/**
 * A line as it is written to a terminal, cut to its width. Control characters are removed: paths and messages come from
 * requests, which must not move the cursor.
 */
export function writeLine(line: Line, columns: number, paint: Paint): string {
  let free = columns;
  let written = "";
  for (const [index, { text, style = "plain" }] of line.entries()) {
    const shown = plainText(text);
    const width = widthOf(shown);
    const isLast = index === line.length - 1;
    if (width > free || (width === free && !isLast && line.slice(index + 1).some((one) => one.text !== ""))) {
      return written + paint(cut(shown, free), style);
    }
    written += paint(shown, style);
    free -= width;
  }
  return written;
}

/** Breaks a line between words into lines of a width. A longer word, such as a URL, stays whole for the terminal to break. */
export function wrapLine(line: Line, columns: number): Line[] {
  const words = line.flatMap(({ text, style = "plain" }) =>
    (plainText(text).match(/\s+|\S+/g) ?? []).map((word) => span(word, style)),
  );
  const lines: Span[][] = [[]];
  let width = 0;
  for (const word of words) {
    const isSpace = word.text.trim() === "";
    const wordWidth = widthOf(word.text);
    if (width > 0 && !isSpace && width + wordWidth > columns) {
      lines.push([span("  ")]);
      width = 2;
    }
    const written = lines.at(-1);
    const last = written?.at(-1);
    // One span of a style, so that each word is not colored by itself.
    if (last?.style === word.style) written?.splice(-1, 1, span(`${last?.text}${word.text}`, word.style));
    else written?.push(word);
    width += wordWidth;
  }
  return lines;
}

/** A text without control characters and escape sequences. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
  return stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
}

/** The columns that a text takes: two for East Asian and emoji characters, none for those that join others. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

/** The beginning of a text with a mark that it goes on, in a number of columns. */
function cut(text: string, columns: number): string {
  return columns <= 0 ? "" : `${fitting(text, columns - 1)}…`;
}

function fitting(text: string, columns: number): string {
  let width = 0;
  let taken = "";
  for (const character of text) {
    width += widthOfCharacter(character);
    if (width > columns) break;
    taken += character;
  }
  return taken;
}

function widthOfCharacter(character: string): number {
  if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    character,
  )
    ? 2
    : 1;
}
