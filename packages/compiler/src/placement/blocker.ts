import { compare } from "../source/text.ts";
import type { Position } from "../source/trace.ts";

/** One thing that keeps a chain out of CloudFront Functions. */
export interface Blocker {
  /** The broken rule's stable name, such as `function-global` or `function-code-size`. */
  readonly rule: string;
  /** Completes a sentence whose subject is the source: `uses fetch(), which CloudFront Functions do not have`. */
  readonly what: string;
  /** How an author can do without; empty when only another runtime helps. */
  readonly fix: string;
  /** The author's line; undefined when the chain as a whole is meant. */
  readonly position: Position | undefined;
}

/** The author's lines first, each told once. */
export function sortBlockers(blockers: readonly Blocker[]): Blocker[] {
  const byPlace = new Map<string, Blocker>();
  for (const blocker of blockers) {
    const { position } = blocker;
    const key = `${position?.file}:${position?.line}:${blocker.what}`;
    if (!byPlace.has(key)) byPlace.set(key, blocker);
  }
  return [...byPlace.values()].sort(
    (a, b) =>
      compare(a.position?.file ?? "\uffff", b.position?.file ?? "\uffff") ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
      compare(a.what, b.what),
  );
}
