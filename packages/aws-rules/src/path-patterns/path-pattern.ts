import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { distributionQuotas } from "../quotas/distributions.ts";
import { matchWildcards } from "./match-wildcards.ts";

const page = pages.behaviorSettings;
const allowed = /^[A-Za-z0-9_\-.*$/~"'@:+&?]$/;

/**
 * Returns the reason why AWS would reject a behavior's path pattern; undefined when it would not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function checkPathPattern(pattern: string): Diagnostic | undefined {
  const most = distributionQuotas.pathPatternCharacters.value;
  if (pattern === "") {
    return diagnose("FE-DST-016", {
      message: "A path pattern is empty; it needs at least one character.",
      fix: "Write '*' to match every path.",
      page,
    });
  }
  if (pattern.length > most) {
    return diagnose("FE-DST-017", {
      subject: pattern,
      message: `The path pattern '${pattern.slice(0, 40)}...' has ${pattern.length} characters; CloudFront takes ${most}.`,
      fix: "Shorten it with '*'.",
      page,
    });
  }
  const refused = [...pattern].find((character) => !allowed.test(character));
  if (refused !== undefined) {
    return diagnose("FE-DST-018", {
      subject: pattern,
      message: `The path pattern '${pattern}' has ${JSON.stringify(refused)}, which CloudFront does not allow there; it takes letters, digits and _ - . * $ / ~ " ' @ : + & ?.`,
      fix: "Write '?' (any one character) or '*' (any number) instead.",
      page,
    });
  }
  return undefined;
}

/** A behavior's path pattern and the behavior's key, for messages. */
export interface PlacedPathPattern {
  readonly pattern: string;
  readonly owner: string;
}

/**
 * The path patterns of a distribution that an earlier behavior has already. A leading `/` is optional: with and without
 * it are one pattern.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function findTakenPathPatterns<P extends PlacedPathPattern>(
  patterns: readonly P[],
): { readonly taken: P; readonly diagnostic: Diagnostic }[] {
  const owners = new Map<string, string>();
  return patterns.flatMap((placed) => {
    const bare = placed.pattern.replace(/^\//, "");
    const owner = owners.get(bare);
    owners.set(bare, owner ?? placed.owner);
    if (owner === undefined) return [];
    const message = `The path pattern '${placed.pattern}' is taken by ${owner}; CloudFront takes each once a distribution.`;
    const fix = "Merge the two behaviors.";
    return [{ taken: placed, diagnostic: diagnose("FE-DST-019", { subject: placed.pattern, message, fix, page }) }];
  });
}

/**
 * True if a behavior's path pattern matches a request's path.
 *
 * Case counts; a leading `/` of the pattern is optional; `*` stands for any number of characters, `/` among them; `?`
 * for exactly one. The query takes no part: pass the path alone, as `normalizePath` returns it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export function matchPathPattern(pattern: string, path: string): boolean {
  return matchWildcards(pattern, path, pattern.startsWith("/") ? 1 : 0, path.startsWith("/") ? 1 : 0);
}
