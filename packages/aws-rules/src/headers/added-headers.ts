import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import { readOn } from "../sources.ts";
import { isForbiddenHeader } from "./header-rules.ts";

export const policyHeadersSource = readOn("2026-11", pages.responseHeaders);
export const originHeadersSource = readOn("2026-11", pages.originCustomHeaders);

/**
 * Headers that a response headers policy can't remove, in lower case, besides those that no function may add. AWS has no
 * list of those that a policy can't add, and rejects `Content-Length` there too: this list is used for both.
 */
export const keptHeaders: readonly string[] = [
  "content-encoding",
  "content-length",
  "host",
  "transfer-encoding",
  "via",
  "warning",
];

/** Headers that CloudFront can't add to a request to an origin, in lower case. */
export const originDeniedHeaders: readonly string[] = [
  "cache-control",
  "connection",
  "content-length",
  "cookie",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "max-forwards",
  "pragma",
  "proxy-authorization",
  "proxy-connection",
  "range",
  "request-range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-real-ip",
];

/** Headers whose name begins with one of these are denied, too. */
export const originDeniedHeaderPrefixes: readonly string[] = ["x-amz-", "x-edge-"];

/**
 * Returns the reason why a response headers policy can't add or remove a header; undefined when it can.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#remove-headers-disallowed
 */
export function checkPolicyHeader(use: "add" | "remove", name: string): Diagnostic | undefined {
  if (!isForbiddenHeader(name) && !keptHeaders.includes(name.toLowerCase())) return undefined;
  return diagnose("FE-DST-033", {
    message: `A response headers policy can't ${use} the header '${name}'.`,
    fix: "Remove it.",
    page: policyHeadersSource.page,
  });
}

/**
 * Returns the reason why CloudFront can't add a header to the requests to an origin; undefined when it can.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
 */
export function checkOriginHeader(name: string): Diagnostic | undefined {
  const lower = name.toLowerCase();
  const isDenied =
    originDeniedHeaders.includes(lower) || originDeniedHeaderPrefixes.some((prefix) => lower.startsWith(prefix));
  if (!isDenied) return undefined;
  return diagnose("FE-DST-034", {
    message: `CloudFront can't add the header '${name}' to the requests to an origin.`,
    fix: "Use another name.",
    page: originHeadersSource.page,
  });
}
