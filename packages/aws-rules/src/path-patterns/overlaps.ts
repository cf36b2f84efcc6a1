import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { budgetOfBehavior, findPath, SearchBudget, SearchLimitError } from "./find-path.ts";
import { isSamePattern, listOf, mayMeet, nameOf, type OrderedBehavior, withValidPatterns } from "./ordered-behavior.ts";

/** Requests that match a behavior's path pattern, and that an earlier behavior serves in another way. */
export interface Overlap<B extends OrderedBehavior> {
  readonly behavior: B;
  readonly earlier: B;
  /** A shortest path of such a request. */
  readonly path: string;
  /** The functions and settings of the behavior that the earlier one lacks. */
  readonly lost: readonly string[];
  /** True if the later pattern matches all that the earlier one matches: the usual way to write an exception. */
  readonly isException: boolean;
}

/**
 * The requests that earlier behaviors take from a behavior, where that makes a difference: the earlier one lacks a
 * function, a key group or a setting.
 *
 * @param behaviors of one distribution, with an entry of the behavior's owner; patterns that `checkPathPattern` refuses are skipped
 * @param most overlaps, one for each earlier behavior; fewer are found if comparing the patterns takes too long
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function findOverlaps<B extends OrderedBehavior>(
  behaviors: readonly B[],
  behavior: B,
  most: number,
): Overlap<B>[] {
  const overlaps: Overlap<B>[] = [];
  try {
    for (const overlap of overlapsOf(behaviors, behavior, new SearchBudget(budgetOfBehavior))) {
      overlaps.push(overlap);
      if (overlaps.length === most) break;
    }
  } catch (error) {
    if (!(error instanceof SearchLimitError)) throw error;
  }
  return overlaps;
}

/** @throws SearchLimitError when the budget is spent */
function* overlapsOf<B extends OrderedBehavior>(
  behaviors: readonly B[],
  behavior: B,
  budget: SearchBudget,
): Generator<Overlap<B>> {
  const all = withValidPatterns(behaviors);
  const position = all.findIndex(({ owner }) => owner === behavior.owner);
  const earlierOnes = all.slice(0, Math.max(0, position));
  for (const [index, earlier] of earlierOnes.entries()) {
    const patterns = [behavior.pattern, earlier.pattern];
    const lost = missing(behavior, earlier);
    if (lost.length === 0 || isSamePattern(earlier, behavior) || !mayMeet(behavior.pattern, earlier.pattern)) continue;
    const before = earlierOnes.slice(0, index).map(({ pattern }) => pattern);
    const notMatching = before.filter((other) => patterns.every((pattern) => mayMeet(pattern, other)));
    const path = findPath({ matching: patterns, notMatching }, budget);
    if (path === undefined) continue;
    const own = findPath({ matching: [earlier.pattern], notMatching: [behavior.pattern] }, budget);
    yield { behavior, earlier, path, lost, isException: own === undefined };
  }
}

/** Examples that one warning gives. */
const most = 3;

/**
 * The overlaps of a behavior as one warning: CloudFront accepts them, but their author may not have meant them. The
 * default behavior is there for what the others leave, and an earlier pattern that lies wholly within a later one is an
 * exception that its author wrote on purpose: neither is reported.
 *
 * @throws SearchLimitError when the budget is spent
 */
export function checkOverlaps<B extends OrderedBehavior>(
  behaviors: readonly B[],
  behavior: B,
  budget: SearchBudget,
): Diagnostic | undefined {
  if (behavior.isDefault) return undefined;
  const overlaps: Overlap<B>[] = [];
  for (const overlap of overlapsOf(behaviors, behavior, budget)) {
    if (!overlap.isException) overlaps.push(overlap);
    if (overlaps.length > most) break;
  }
  if (overlaps.length === 0) return undefined;
  const examples = overlaps
    .slice(0, most)
    .map(({ path, earlier, lost }) => `${path} goes to ${nameOf(earlier)}, without ${listOf(lost)}`);
  const more = overlaps.length > most ? "; and so on" : "";
  const isReversible = overlaps.every(({ earlier }) => missing(earlier, behavior).length === 0);
  const fix = isReversible
    ? `If these requests belong to '${behavior.pattern}', list it first. If they do not`
    : "Decide which behavior should serve these requests";
  const behaviorForThem = "give them another behavior before both, whose pattern matches nothing else";
  return diagnose("FE-DST-022", {
    subject: behavior.pattern,
    message: `The path pattern '${behavior.pattern}' does not get all requests that match it: ${examples.join("; ")}${more}. CloudFront uses the first behavior that matches.`,
    fix: `${fix}${isReversible ? ", " : ": "}${behaviorForThem}.`,
    page: `${pages.behaviorSettings}#DownloadDistValuesPathPattern`,
    severity: "warning",
  });
}

/** The functions and settings of one behavior that another one lacks. */
function missing(one: OrderedBehavior, other: OrderedBehavior): string[] {
  return [
    ...one.runs.filter((name) => !other.runs.includes(name)),
    ...(one.uses ?? []).filter((name) => !other.uses?.includes(name)),
  ];
}
