import type { TtlRules } from "../base/behavior.ts";
import type { ErrorCaching } from "../base/distribution.ts";
import { type CacheControl, parseCacheControl } from "../http/cache-control.ts";
import { parseHttpDate } from "../http/dates.ts";
import { combinedHeader, type HeaderList, headerOf } from "../http/headers.ts";
import { errorLifetime } from "./error-caching.ts";

/** How long a stored answer may be used without asking the origin. */
export interface Freshness {
  /** True if the answer is stored. An answer that is stale at once may be stored to be confirmed later. */
  readonly store: boolean;
  readonly milliseconds: number;
  /** The reason of the lifetime, for the trace. */
  readonly reason: string;
  readonly initialAge: number;
  readonly control: CacheControl;
}

/**
 * Computes how long CloudFront caches an origin's answer.
 *
 * With `no-store`, `no-cache` or `private` this is the minimum TTL. Otherwise it is `s-maxage`, `max-age` or `Expires`,
 * the first that is set, clamped to the minimum and maximum TTL. Without any of them it is the greater of the default
 * and the minimum TTL. Ages and dates are computed as in RFC 9111.
 *
 * @param headers the answer's headers
 * @param now milliseconds since 1970
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function freshnessOf(
  status: number,
  headers: HeaderList,
  rules: TtlRules,
  errors: ErrorCaching,
  now: number,
): Freshness {
  const control = parseCacheControl(combinedHeader(headers, "cache-control"));
  const date = parseHttpDate(headerOf(headers, "date") ?? "", now);
  const age = ageHeader(headers);
  const initialAge = Math.max(age ?? 0, date === undefined ? 0 : Math.floor((now - date) / 1000), 0);
  const made = (seconds: number, store: boolean, reason: string): Freshness => ({
    store,
    milliseconds: seconds * 1000,
    reason,
    initialAge,
    control,
  });
  if (status >= 400) {
    const seconds = errorLifetime(status, control, errors);
    return seconds === undefined
      ? made(0, false, `status ${status} is not cached`)
      : made(seconds, true, `status ${status} is cached for ${seconds} s`);
  }
  if (status === 206 || status === 304) return made(0, false, `status ${status} is not cached by itself`);
  if (rules.maxTtl === 0) return made(0, false, "the maximum TTL is 0");

  const { minTtl } = rules;
  const forbidding = control.noStore ? "no-store" : control.private ? "private" : control.noCache ? "no-cache" : "";
  if (forbidding !== "") {
    // With a minimum TTL of 0, an answer with "no-cache" may be stored, to be confirmed each time; the others may not.
    return made(minTtl, minTtl > 0 || forbidding === "no-cache", forbidding);
  }
  const lifetime = explicitLifetime(control, headers, date ?? now, now);
  if (lifetime === undefined) {
    return made(Math.max(rules.defaultTtl, minTtl), true, "no max-age or Expires: the default TTL");
  }
  const remaining = age === undefined ? 0 : Math.max(0, lifetime.seconds - initialAge);
  return made(Math.min(Math.max(remaining, minTtl), Math.max(rules.maxTtl, minTtl)), true, lifetime.reason);
}

function explicitLifetime(
  control: CacheControl,
  headers: HeaderList,
  date: number,
  now: number,
): { seconds: number; reason: string } | undefined {
  if (control.sharedMaxAge !== undefined) {
    return { seconds: control.sharedMaxAge, reason: `s-maxage=${control.sharedMaxAge}` };
  }
  if (control.maxAge !== undefined) return { seconds: control.maxAge, reason: `max-age=${control.maxAge}` };
  const expires = headerOf(headers, "expires");
  if (expires === undefined) return undefined;
  // A value that is not a date, above all "0", means a time in the past: RFC 9111, section 5.3.
  const at = parseHttpDate(expires, now);
  return { seconds: at === undefined ? 0 : Math.max(0, (at - date) / 1000), reason: `Expires: ${expires}` };
}

/**
 * The Age header in seconds; 0 without one. AWS doesn't document how CloudFront handles an invalid Age; such a response
 * counts as stale, since its age is unknown.
 * @returns undefined unless the value is one number
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1
 */
function ageHeader(headers: HeaderList): number | undefined {
  const age = combinedHeader(headers, "age") ?? "0";
  return /^\d+$/.test(age) ? Math.min(Number(age), 2 ** 31) : undefined;
}
