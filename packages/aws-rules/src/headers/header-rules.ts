import { type Diagnostic, diagnose, pages } from "@featheredge/diagnostics";
import type { EdgeEvent } from "../events.ts";
import { readOn } from "../sources.ts";

/** The page of both tables below. */
export const headerRulesSource = readOn("2026-09", pages.edgeFunctionRestrictions);
const { page } = headerRulesSource;

/** Headers that a function neither sees nor may add, at any event; lower case. */
export const forbiddenHeaders: readonly string[] = [
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "trailer",
  "upgrade",
  "x-accel-buffering",
  "x-accel-charset",
  "x-accel-limit-rate",
  "x-accel-redirect",
  "x-amzn-auth",
  "x-amzn-cf-billing",
  "x-amzn-cf-id",
  "x-amzn-cf-xff",
  "x-amzn-errortype",
  "x-amzn-fle-profile",
  "x-amzn-header-count",
  "x-amzn-header-order",
  "x-amzn-lambda-integration-tag",
  "x-amzn-requestid",
  "x-cache",
  "x-forwarded-proto",
  "x-real-ip",
];

/** Headers whose name begins with one of these are forbidden, too. */
export const forbiddenHeaderPrefixes: readonly string[] = ["x-amz-cf-", "x-edge-"];

/** Headers that a function may read and must not change, per event; lower case. */
export const readOnlyHeaders: Readonly<Record<EdgeEvent, readonly string[]>> = {
  "viewer-request": ["content-length", "host", "transfer-encoding", "via"],
  "origin-request": [
    "accept-encoding",
    "content-length",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "transfer-encoding",
    "via",
  ],
  "origin-response": ["transfer-encoding", "via"],
  "viewer-response": ["content-encoding", "content-length", "transfer-encoding", "via", "warning"],
};

export function isForbiddenHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return forbiddenHeaders.includes(lower) || forbiddenHeaderPrefixes.some((prefix) => lower.startsWith(prefix));
}

export function isReadOnlyHeader(event: EdgeEvent, name: string): boolean {
  return readOnlyHeaders[event].includes(name.toLowerCase());
}

/**
 * Returns the reason why a function at this event may not add, change or delete a header; undefined when it may.
 * CloudFront answers 502 to the viewer when one does.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function checkHeaderChange(event: EdgeEvent, name: string): Diagnostic<"FE-EVT-001" | "FE-EVT-002"> | undefined {
  if (isForbiddenHeader(name)) {
    return diagnose("FE-EVT-001", {
      message: `The header '${name}' is CloudFront's own; a function that adds or changes it makes CloudFront answer 502.`,
      fix: "Leave it alone.",
      page,
    });
  }
  if (isReadOnlyHeader(event, name)) {
    return diagnose("FE-EVT-002", {
      message: `The header '${name}' is read-only at ${event}; a function that changes or deletes it makes CloudFront answer 502.`,
      fix: "Leave it as it came.",
      page,
    });
  }
  return undefined;
}

/** Read-only headers that every request has at an event. Others are there for some viewers and origins only. */
const inEveryRequest: Readonly<Partial<Record<EdgeEvent, readonly string[]>>> = {
  "viewer-request": ["host"],
  "origin-request": ["via"],
};

/**
 * Returns the reason why a function may not replace all headers of the event's request or response by others; undefined
 * when it may. It is a warning where CloudFront answers 502 only to some: those with a read-only header that the
 * function omits.
 *
 * @param names the new headers' names, in any case
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
 */
export function checkReplacedHeaders(event: EdgeEvent, names: readonly string[]): Diagnostic<"FE-EVT-003"> | undefined {
  const kept = new Set(names.map((name) => name.toLowerCase()));
  const missing = readOnlyHeaders[event].filter((name) => !kept.has(name));
  const lost = missing.filter((name) => inEveryRequest[event]?.includes(name));
  const subject = event.endsWith("request") ? "request" : "response";
  const fix = `Change the headers of the event's ${subject} in place, or copy these.`;
  const list = (listed: readonly string[]) => listed.map((name) => `'${name}'`).join(", ");
  if (lost.length > 0) {
    return diagnose("FE-EVT-003", {
      message: `The ${subject}'s new headers are without ${list(lost)}, which is read-only at ${event}: CloudFront answers 502.`,
      fix,
      page,
    });
  }
  if (missing.length === 0) return undefined;
  return diagnose("FE-EVT-003", {
    message: `The ${subject}'s new headers are without ${list(missing)}, read-only at ${event}: CloudFront answers 502 where the event has one of them.`,
    fix,
    page,
    severity: "warning",
  });
}

/**
 * Returns the reason why a CloudFront Function can't write a header under a name; undefined when it can. Other than
 * Lambda@Edge, which takes the case from `key`, CloudFront Functions answer 502 to a name with capitals.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
 */
export function checkHeaderCase(name: string): Diagnostic<"FE-EVT-004"> | undefined {
  const lower = name.toLowerCase();
  if (name === lower) return undefined;
  return diagnose("FE-EVT-004", {
    message: `The header name '${name}' has capitals; a CloudFront Function that writes it makes CloudFront answer 502.`,
    fix: `Write '${lower}'.`,
    page: pages.eventStructure,
  });
}
