import type { Behavior } from "../base/behavior.ts";
import { connectionOptions } from "../http/connection-headers.ts";
import { httpDate } from "../http/dates.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

const removed: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
  "x-cache",
]);
const removedPrefixes = ["x-amz-cf-", "x-edge-"];

/**
 * Removes from an origin's headers those that CloudFront removes. Origin-response functions see the result. After
 * `withoutConnectionHeaders`, it is stored and sent to viewers.
 *
 * `Set-Cookie` is removed if the behavior does not forward cookies. `Vary` keeps only headers that the origin gets.
 *
 * @param now milliseconds since 1970, for answers without a Date
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#ResponseCustomRemovedHeaders
 */
export function cleanResponseHeaders(headers: HeaderList, behavior: Behavior, now: number): HeaderList {
  const forwardsCookies = behavior.key.cookies.kind !== "none" || behavior.forwarding.cookies.kind !== "none";
  const named = connectionOptions(headers);
  const cleaned: [string, string][] = [];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (removed.has(lower) || named.has(lower) || removedPrefixes.some((prefix) => lower.startsWith(prefix))) continue;
    if (lower === "set-cookie" && !forwardsCookies) continue;
    const kept = lower === "vary" ? keptVary(value, behavior) : value;
    if (kept !== "") cleaned.push([name, kept]);
  }
  if (headerOf(cleaned, "date") === undefined) cleaned.push(["Date", httpDate(now)]);
  return cleaned;
}

const deviceHeader = /^cloudfront-is-(desktop|mobile|smarttv|tablet)-viewer$/;

function keptVary(value: string, { key, forwarding, ttl, viewerHeaders }: Behavior): string {
  const sent = forwarding.headers;
  return value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => {
      const lower = name.toLowerCase();
      if (lower === "*") return ttl.minTtl === 0;
      if (lower === "accept-encoding" || lower === "cookie" || key.headers.includes(lower)) return true;
      if (lower === "user-agent" && [...viewerHeaders].some((header) => deviceHeader.test(header))) return true;
      return (
        sent !== "legacy" &&
        (sent.kind === "all" || sent.names.has(lower) === (sent.kind === "some")) &&
        sent.kind !== "none"
      );
    })
    .join(", ");
}
