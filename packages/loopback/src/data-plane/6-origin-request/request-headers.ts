import { alwaysForwardedHeaders } from "@featheredge/aws-rules";
import type { Behavior } from "../base/behavior.ts";
import { normalizedEncoding } from "../http/accept-encoding.ts";
import { connectionOptions, viaHeader } from "../http/connection-headers.ts";
import { filterCookies } from "../http/cookies.ts";
import { combinedHeader, type HeaderList, headerOf } from "../http/headers.ts";
import { admits } from "../http/names.ts";

/** Headers that are never forwarded: they belong to one connection or to CloudFront, or are written again below. */
const never: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
  "user-agent",
  "via",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-real-ip",
]);
const neverPrefixes = ["x-edge-", "x-amz-cf-"];

const always: ReadonlySet<string> = new Set(alwaysForwardedHeaders);

/** Headers that legacy settings remove; they forward all others. */
const notLegacy: ReadonlySet<string> = new Set([
  "accept",
  "accept-charset",
  "accept-language",
  "referer",
  "x-http-method-override",
]);

/** Conditions about the viewer's own copy: forwarded if the answer is not cached. */
const conditional: ReadonlySet<string> = new Set(["if-modified-since", "if-none-match"]);
/** Requests for a part: forwarded if the answer is not cached. Otherwise the whole body is requested. */
const partial: ReadonlySet<string> = new Set(["if-range", "range"]);

/** Values on which the headers of a request to the origin depend. */
export interface HeaderSources {
  readonly behavior: Behavior;
  readonly method: string;
  readonly viewerHeaders: HeaderList;
  readonly clientIp: string;
  readonly httpVersion: string;
  /** The distribution's domain name, such as `d111111abcdef8.cloudfront.net`. */
  readonly distributionDomain: string;
  readonly originDomain: string;
  readonly hostHeader: string | undefined;
  readonly requestId: string;
  /** True if the answer may be cached, so that it must suit all viewers. */
  readonly cacheable: boolean;
  /** True if the viewer's conditions are also forwarded when the answer may be cached. */
  readonly viewersConditions: boolean;
}

/**
 * Computes the headers of a request to the origin, before origin-request functions and without the origin's custom
 * headers. `Content-Length` and `Transfer-Encoding` are the viewer's, for functions to see; those that are sent follow
 * from the body.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
export function originRequestHeaders(context: HeaderSources): HeaderList {
  const { behavior, viewerHeaders } = context;
  const asked = (name: string) => isAskedFor(behavior, name);
  const host = asked("host") ? headerOf(viewerHeaders, "host") : undefined;
  const headers: [string, string][] = [
    ["Host", context.hostHeader ?? host ?? context.originDomain],
    ["User-Agent", (asked("user-agent") ? headerOf(viewerHeaders, "user-agent") : undefined) ?? "Amazon CloudFront"],
    ["Via", appended(viewerHeaders, "via", viaHeader(context.httpVersion, context.distributionDomain))],
    ["X-Forwarded-For", appended(viewerHeaders, "x-forwarded-for", context.clientIp)],
    ["X-Amz-Cf-Id", context.requestId],
  ];
  const encoding =
    normalizedEncoding(viewerHeaders, behavior.key) ??
    (asked("accept-encoding") ? combinedHeader(viewerHeaders, "accept-encoding") : undefined);
  if (encoding !== undefined) headers.push(["Accept-Encoding", encoding]);
  const cookies = filterCookies(viewerHeaders, behavior.key.cookies, behavior.forwarding.cookies);
  if (cookies !== "") headers.push(["Cookie", cookies]);
  const named = connectionOptions(viewerHeaders);
  for (const [name, value] of viewerHeaders) {
    const lower = name.toLowerCase();
    if (!named.has(lower) && isSentOn(lower, context)) headers.push([name, value]);
  }
  return headers;
}

function isSentOn(name: string, context: HeaderSources): boolean {
  const { behavior, method, cacheable, viewersConditions } = context;
  if (never.has(name) || neverPrefixes.some((prefix) => name.startsWith(prefix))) return false;
  if (partial.has(name)) return !cacheable;
  if (conditional.has(name) && !cacheable) return true;
  if (conditional.has(name) && !viewersConditions) return false;
  if (name === "authorization") return sendsAuthorization(behavior, method);
  if (always.has(name) || isAskedFor(behavior, name)) return true;
  return behavior.forwarding.headers === "legacy" && !notLegacy.has(name);
}

function isAskedFor({ key, forwarding }: Behavior, name: string): boolean {
  return key.headers.includes(name) || (forwarding.headers !== "legacy" && admits(forwarding.headers, name));
}

/**
 * True if Authorization is forwarded. An origin request policy can't list it, but may include it with all viewer headers.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization
 */
function sendsAuthorization(behavior: Behavior, method: string): boolean {
  if (isAskedFor(behavior, "authorization")) return true;
  return method !== "GET" && method !== "HEAD" && !(method === "OPTIONS" && behavior.cachedMethods.has("OPTIONS"));
}

function appended(headers: HeaderList, name: string, value: string): string {
  const before = combinedHeader(headers, name);
  return before === undefined ? value : `${before}, ${value}`;
}
