import type { SourcePosition } from "../diagnostic.ts";

/** Longer lines, such as those of minified code, are cut around the column. */
const maxWidth = 120;

/**
 * The line of source that a position names, with a caret below its column.
 *
 * ```text
 *   12 |   const x = await fetch(url);
 *      |                   ^
 * ```
 *
 * @returns undefined when the source has no such line
 */
export function excerpt(source: string, { line, column = 1 }: SourcePosition): string | undefined {
  const text = line === undefined ? undefined : withoutAccessKeys(source.split(/\r?\n/)[line - 1] ?? "");
  if (text === undefined || text.trim() === "") return undefined;
  const start = column > maxWidth - 20 ? column - Math.floor(maxWidth / 2) : 0;
  const shown = text.slice(start, start + maxWidth).replaceAll("\t", " ");
  const number = String(line);
  const caret = " ".repeat(Math.max(0, Math.min(column - 1, text.length) - start));
  return `  ${number} | ${shown}\n  ${" ".repeat(number.length)} | ${caret}^`;
}

/** Hides access keys: reports are kept in logs that more people read than the source. */
function withoutAccessKeys(text: string): string {
  return text.replace(/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g, (_, start: string) => start + "*".repeat(16));
}
