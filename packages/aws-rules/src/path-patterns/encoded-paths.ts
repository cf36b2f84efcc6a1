import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { budgetOfBehavior, findPath, SearchBudget, SearchLimitError } from "./find-path.ts";
import { listOf, nameOf, type OrderedBehavior, withValidPatterns } from "./ordered-behavior.ts";
import { matchPathPattern } from "./path-pattern.ts";

/** A request that goes to another behavior although S3 reads its path as one of a guarded behavior's. */
export interface EncodedPath<B extends OrderedBehavior> {
  /** Such as `/members%2Fx`. */
  readonly path: string;
  readonly servedBy: B;
}

/**
 * Finds a request for a guarded behavior's objects that another behavior serves without any guard. CloudFront compares
 * `%2F` as it is, so `/members%2Fx` does not match `/members/*`, and sends the raw path to the origin; S3 decodes a
 * path to get the key, here `members/x`. The other behavior must have the same bucket.
 *
 * @param behaviors of one distribution, the default behavior last
 * @param guarded one of them
 * @returns undefined if there is none, or if comparing the patterns takes too long
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#path-normalization
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function findEncodedPath<B extends OrderedBehavior>(
  behaviors: readonly B[],
  guarded: B,
): EncodedPath<B> | undefined {
  try {
    return encodedPath(behaviors, guarded, new SearchBudget(budgetOfBehavior));
  } catch (error) {
    if (!(error instanceof SearchLimitError)) throw error;
    return undefined;
  }
}

/** @throws SearchLimitError when the budget is spent */
function encodedPath<B extends OrderedBehavior>(
  behaviors: readonly B[],
  guarded: B,
  budget: SearchBudget,
): EncodedPath<B> | undefined {
  if (guarded.guards === undefined || guarded.guards.length === 0 || guarded.bucket === undefined) return undefined;
  const all = withValidPatterns(behaviors);
  const before = (behavior: B) =>
    all
      .slice(
        0,
        Math.max(
          0,
          all.findIndex(({ owner }) => owner === behavior.owner),
        ),
      )
      .map(({ pattern }) => pattern);
  for (const servedBy of all) {
    if (servedBy.owner === guarded.owner || servedBy.bucket !== guarded.bucket || servedBy.guards?.length) continue;
    const question = {
      matching: [servedBy.pattern],
      decodedMatching: [guarded.pattern],
      notMatching: [guarded.pattern, ...before(servedBy)],
      decodedNotMatching: before(guarded),
    };
    const path = findPath(question, budget);
    if (path === undefined) continue;
    const decoded = decodeURIComponent(path);
    if (all.find(({ pattern }) => matchPathPattern(pattern, decoded))?.owner === guarded.owner)
      return { path, servedBy };
  }
  return undefined;
}

/**
 * A warning about a behavior whose guards an encoded path avoids.
 *
 * @throws SearchLimitError when the budget is spent
 */
export function checkEncodedPaths<B extends OrderedBehavior>(
  behaviors: readonly B[],
  guarded: B,
  budget: SearchBudget,
): Diagnostic | undefined {
  const encoded = encodedPath(behaviors, guarded, budget);
  if (encoded === undefined) return undefined;
  const { path, servedBy } = encoded;
  const [code = ""] = /%../.exec(path) ?? [];
  const codes = [...new Set([code, code.toLowerCase()])].map((one) => `'${one}'`).join(" or ");
  const other = servedBy.isDefault ? `the default behavior (${servedBy.owner})` : nameOf(servedBy);
  return diagnose("FE-DST-023", {
    subject: guarded.pattern,
    message: `The path pattern '${guarded.pattern}' does not get requests for its objects whose path is percent-encoded: ${path} goes to ${other}, without ${listOf(guarded.guards ?? [])}, and S3 reads it as ${decodeURIComponent(path)} of the same bucket.`,
    fix: `Give '${guarded.pattern}' its own origin, or have a viewer-request function of the other behavior refuse paths with ${codes}.`,
    page: `${pages.behaviorSettings}#path-normalization`,
    severity: "warning",
  });
}
