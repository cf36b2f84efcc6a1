/** A passage of a file that the word check rejects. */
export interface Hit {
  path: string;
  /** From 1, as editors count. */
  line: number;
  /** From 1, as editors count. */
  column: number;
  /** The words as they are in the file, or in its path. */
  words: string;
  instead: string;
}

/** Returns a hit in a text, with the line and column of its offset. */
export function hitAt(path: string, text: string, offset: number, words: string, instead: string): Hit {
  const lines = text.slice(0, offset).split("\n");
  return { path, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, words, instead };
}

export const formatHit = (hit: Hit): string =>
  `${hit.path}:${hit.line}:${hit.column}: '${hit.words}': write ${hit.instead}.`;
