import { positionOf } from "../position.ts";

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

/** Returns a hit at an offset of a text. */
export const hitAt = (path: string, text: string, offset: number, words: string, instead: string): Hit => ({
  path,
  ...positionOf(text, offset),
  words,
  instead,
});

export const formatHit = (hit: Hit): string =>
  `${hit.path}:${hit.line}:${hit.column}: '${hit.words}': write ${hit.instead}.`;

/** One line per room with hits: how many it has. */
export function countsByRoom(hits: readonly Hit[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of hits) {
    const room = /^(?:(?:packages|modules|stacks|tests)\/[^/]+\/|[^/]+\/)/.exec(path)?.[0] ?? path;
    counts.set(room, (counts.get(room) ?? 0) + 1);
  }
  return [...counts].map(([room, count]) => `${String(count).padStart(6)} ${room}`);
}
