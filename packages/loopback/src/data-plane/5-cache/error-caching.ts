import type { ErrorCaching } from "../base/distribution.ts";
import type { CacheControl } from "../http/cache-control.ts";

/** Statuses that are always cached: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const alwaysCached: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504]);
/** Statuses that are cached only if the origin sends `max-age` or `s-maxage`. */
const cachedWithMaxAge: ReadonlySet<number> = new Set([400, 403, 405, 412, 415]);

/** CloudFront's ErrorCachingMinTTL for distributions that set none. */
export const defaultErrorCachingSeconds = 10;

/**
 * The seconds for which an error is cached: the greater of ErrorCachingMinTTL and the origin's `max-age` or `s-maxage`.
 * @returns undefined if it is not cached
 */
export function errorLifetime(status: number, control: CacheControl, errors: ErrorCaching): number | undefined {
  const maxAge = control.sharedMaxAge ?? control.maxAge;
  const isCached = alwaysCached.has(status) || (cachedWithMaxAge.has(status) && maxAge !== undefined);
  return isCached ? Math.max(errors(status), maxAge ?? 0) : undefined;
}
