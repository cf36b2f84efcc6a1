import { type Diagnostic, diagnose, type RuleId } from "@featheredge/diagnostics";
import { compare } from "../source/text.ts";
import type { Position } from "../source/trace.ts";
import type { LargeConfig } from "../verify/config-size.ts";

/** A diagnostic that rules out CloudFront Functions for a chain: a note, since Lambda@Edge may run it. */
export interface Blocker extends Diagnostic {
  /** Completes a sentence whose subject is the source: `uses fetch(), which CloudFront Functions do not have`. */
  readonly what: string;
  /** Set if the function is too large because of a config. */
  readonly largeConfig?: LargeConfig;
}

/**
 * @param what completes a sentence whose subject is the source
 * @param fix how the author can avoid it; empty if only another runtime helps
 * @param at the author's line; undefined if the blocker concerns the whole chain
 */
export function blocker(rule: RuleId, what: string, fix: string, at: Position | undefined, page?: string): Blocker {
  const message = `${at === undefined ? "The bundle" : "The source"} ${what}.`;
  return { ...diagnose(rule, { severity: "note", message, fix, at, page }), what };
}

/** Sorts blockers, those at the author's lines first, and drops duplicates. */
export function sortBlockers(blockers: readonly Blocker[]): Blocker[] {
  const distinct = new Map<string, Blocker>();
  for (const one of blockers) {
    const key = `${one.at?.file}:${one.at?.line}:${one.what}`;
    if (!distinct.has(key)) distinct.set(key, one);
  }
  return [...distinct.values()].sort(
    (a, b) =>
      compare(a.at?.file ?? "\uffff", b.at?.file ?? "\uffff") ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compare(a.what, b.what),
  );
}
