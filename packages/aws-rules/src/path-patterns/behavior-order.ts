import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { checkEncodedPaths } from "./encoded-paths.ts";
import { SearchBudget, SearchLimitError } from "./find-path.ts";
import type { OrderedBehavior } from "./ordered-behavior.ts";
import { checkOverlaps } from "./overlaps.ts";
import { findUnreachedBehaviors } from "./unreached.ts";

/** Comparisons for one distribution: about a second, while real ones take milliseconds. */
const budgetOfDistribution = 5_000_000;

/** A problem of the order of behaviors, at the behavior that does not get requests. */
export interface OrderDiagnostic<B extends OrderedBehavior> {
  readonly behavior: B;
  readonly diagnostic: Diagnostic;
}

/**
 * Finds what an author may not have meant in the order of a distribution's behaviors, which CloudFront accepts in any order: an error for
 * a behavior that no request reaches, a warning for one from which an earlier behavior takes requests, or whose checks a
 * percent-encoded path avoids.
 *
 * @param behaviors in the order in which CloudFront tries them, the default behavior last; patterns that
 *   `checkPathPattern` refuses are skipped
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function checkBehaviorOrder<B extends OrderedBehavior>(behaviors: readonly B[]): OrderDiagnostic<B>[] {
  const budget = new SearchBudget(budgetOfDistribution);
  const diagnostics: OrderDiagnostic<B>[] = [];
  try {
    diagnostics.push(...findUnreachedBehaviors(behaviors, budget));
    const unreached = new Set(diagnostics.map(({ behavior }) => behavior));
    for (const behavior of behaviors.filter((one) => !unreached.has(one))) {
      for (const check of [checkOverlaps, checkEncodedPaths]) {
        const diagnostic = check(behaviors, behavior, budget);
        if (diagnostic !== undefined) diagnostics.push({ behavior, diagnostic });
      }
    }
  } catch (error) {
    const [first] = behaviors;
    if (!(error instanceof SearchLimitError) || first === undefined) throw error;
    diagnostics.push({ behavior: first, diagnostic: tooManyWildcards });
  }
  return diagnostics;
}

const tooManyWildcards: Diagnostic = diagnose("FE-DST-024", {
  message:
    "The path patterns have so many wildcards that not all of them could be compared: whether each behavior gets requests is not known.",
  fix: "Use fewer '*' and '?'.",
  page: `${pages.behaviorSettings}#DownloadDistValuesPathPattern`,
  severity: "warning",
});
