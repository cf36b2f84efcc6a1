import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { findPath, type SearchBudget } from "./find-path.ts";
import { isSamePattern, listOf, mayMeet, nameOf, type OrderedBehavior, withValidPatterns } from "./ordered-behavior.ts";

/**
 * Behaviors that no request reaches, since earlier behaviors take each path that they match or since their pattern
 * matches no normalized path. A pattern that an earlier behavior has already is left to `findTakenPathPatterns`.
 *
 * @param behaviors of one distribution; patterns that `checkPathPattern` refuses are skipped
 * @throws SearchLimitError when the budget is spent
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function findUnreachedBehaviors<B extends OrderedBehavior>(
  behaviors: readonly B[],
  budget?: SearchBudget,
): { readonly behavior: B; readonly diagnostic: Diagnostic }[] {
  return withValidPatterns(behaviors).flatMap((behavior, index, all) => {
    const earlier = all.slice(0, index).filter(({ pattern }) => mayMeet(pattern, behavior.pattern));
    // A distribution must have a default behavior: nothing is lost where it runs nothing.
    if (behavior.isDefault ? behavior.runs.length === 0 : earlier.some((other) => isSamePattern(other, behavior))) {
      return [];
    }
    if (!covers(earlier, behavior, budget)) return [];
    const covering = needed(behavior, earlier, budget);
    return [{ behavior, diagnostic: covering.length === 0 ? neverMatches(behavior) : covered(behavior, covering) }];
  });
}

function covers(earlier: readonly OrderedBehavior[], { pattern }: OrderedBehavior, budget?: SearchBudget): boolean {
  return findPath({ matching: [pattern], notMatching: earlier.map((other) => other.pattern) }, budget) === undefined;
}

/** Of the earlier behaviors those that are needed to take every request of a behavior. */
function needed<B extends OrderedBehavior>(behavior: B, earlier: readonly B[], budget?: SearchBudget): readonly B[] {
  let kept = earlier;
  for (const one of earlier.toReversed()) {
    const without = kept.filter((other) => other !== one);
    if (covers(without, behavior, budget)) kept = without;
  }
  return kept;
}

function covered(behavior: OrderedBehavior, covering: readonly OrderedBehavior[]): Diagnostic {
  const them = covering.length === 1 ? "that behavior" : "those behaviors";
  const subject = behavior.isDefault
    ? "The default behavior gets no requests"
    : `The path pattern '${behavior.pattern}' gets no requests`;
  const fix = behavior.isDefault
    ? `Remove ${them}, and give the default behavior ${covering.length === 1 ? "its" : "their"} settings.`
    : `List it before ${them}, or remove it.`;
  return diagnose("FE-DST-020", {
    subject: behavior.pattern,
    message: `${subject}: each path that it matches goes to ${listOf(covering.map(nameOf))}, since CloudFront uses the first behavior that matches${withoutEffect(behavior)}.`,
    fix,
    page: `${pages.behaviorSettings}#DownloadDistValuesPathPattern`,
  });
}

function neverMatches(behavior: OrderedBehavior): Diagnostic {
  return diagnose("FE-DST-021", {
    subject: behavior.pattern,
    message: `The path pattern '${behavior.pattern}' matches no request: CloudFront compares the normalized path, which has no repeated slashes and no '.' or '..' segments${withoutEffect(behavior)}.`,
    fix: "Write the pattern without them, or remove the behavior.",
    page: `${pages.behaviorSettings}#path-normalization`,
  });
}

function withoutEffect({ runs }: OrderedBehavior): string {
  return runs.length === 0 ? "" : `; ${listOf(runs)} never ${runs.length === 1 ? "takes" : "take"} effect`;
}
