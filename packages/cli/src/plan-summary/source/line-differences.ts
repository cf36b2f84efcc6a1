import type { Hunk } from "../model.ts";

/** Lines around a change. */
const context = 2;

/** More pairs of lines than this are not compared: the texts are shown as replaced. */
const mostPairs = 4_000_000;

/** The lines in which two texts differ, with two lines around each change. */
export function lineDifferences(before: string, after: string): Hunk[] {
  return hunksOf(linesOf(splitLines(before), splitLines(after)));
}

/** A line of both texts, or of one, with its number in each. */
interface Line {
  readonly sign: " " | "+" | "-";
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

function splitLines(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** All lines in order; a removed line is before the one that replaces it. */
function linesOf(before: readonly string[], after: readonly string[]): Line[] {
  const common = commonLengths(before, after);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const position = { before: i + 1, after: j + 1 };
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: " ", text: before[i] ?? "", ...position });
      i++;
      j++;
    } else if (i < before.length && (j >= after.length || lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))) {
      lines.push({ sign: "-", text: before[i++] ?? "", ...position });
    } else {
      lines.push({ sign: "+", text: after[j++] ?? "", ...position });
    }
  }
  return lines;
}

/** The length of the longest common subsequence of the rests that begin at each pair of lines. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array[] {
  if (before.length * after.length > mostPairs) return [];
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const [row, below] = [lengths[i], lengths[i + 1]];
    for (let j = after.length - 1; row !== undefined && j >= 0; j--) {
      row[j] = before[i] === after[j] ? lengthOf(below, j + 1) + 1 : Math.max(lengthOf(below, j), lengthOf(row, j + 1));
    }
  }
  return lengths;
}

function lengthAt(lengths: readonly Uint32Array[], i: number, j: number): number {
  return lengthOf(lengths[i], j);
}

function lengthOf(row: Uint32Array | undefined, j: number): number {
  return row?.[j] ?? 0;
}

/** Changes with their surroundings; changes that are close together are one hunk. */
function hunksOf(lines: readonly Line[]): Hunk[] {
  const isShown = lines.map((_, at) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== " "),
  );
  const hunks: { before: number; after: number; lines: string[] }[] = [];
  for (const [at, line] of lines.entries()) {
    if (!isShown[at]) continue;
    if (!isShown[at - 1]) hunks.push({ before: line.before, after: line.after, lines: [] });
    hunks.at(-1)?.lines.push(`${line.sign}${line.text}`);
  }
  return hunks;
}
