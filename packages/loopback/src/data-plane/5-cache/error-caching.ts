import type { ErrorCaching } from "../base/distribution.ts";
import type { CacheControl } from "../http/cache-control.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const always: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504]);
/** Cached only where the origin says for how long. */
const whenTold: ReadonlySet<number> = new Set([400, 403, 405, 412, 415]);

/** What CloudFront takes where a distribution says nothing. */
export const defaultErrorCachingSeconds = 10;

/**
 * For how many seconds an error is cached: the greater of ErrorCachingMinTTL and the origin's `max-age` or `s-maxage`.
 * @returns undefined where it is not cached
 */
export function errorLifetime(status: number, control: CacheControl, errors: ErrorCaching): number | undefined {
  const told = control.sharedMaxAge ?? control.maxAge;
  if (always.has(status) || (whenTold.has(status) && told !== undefined)) return Math.max(errors(status), told ?? 0);
  return undefined;
}
