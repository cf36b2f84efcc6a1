import type { ResponseHeadersPolicyCorsConfig } from "@aws-sdk/client-cloudfront";
import { matchPathPattern } from "@featheredge/aws-rules";
import type { CorsHeaders } from "../base/behavior.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

const everyMethod = ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/**
 * Reads a policy's CORS config.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-cors
 */
export function compileCors(config: ResponseHeadersPolicyCorsConfig): CorsHeaders {
  const origins = (config.AccessControlAllowOrigins?.Items ?? []).map((origin) => origin.toLowerCase());
  const methods = config.AccessControlAllowMethods?.Items ?? [];
  const exposed = config.AccessControlExposeHeaders?.Items ?? [];
  const always: [string, string][] = [];
  if (config.AccessControlAllowCredentials === true) always.push(["Access-Control-Allow-Credentials", "true"]);
  if (exposed.length > 0) always.push(["Access-Control-Expose-Headers", exposed.join(", ")]);
  const preflight: [string, string][] = [
    ["Access-Control-Allow-Headers", (config.AccessControlAllowHeaders?.Items ?? []).join(", ")],
    ["Access-Control-Allow-Methods", (methods.includes("ALL") ? everyMethod : methods).join(", ")],
  ];
  const { AccessControlMaxAgeSec: maxAge } = config;
  if (maxAge !== undefined) preflight.push(["Access-Control-Max-Age", String(maxAge)]);

  return (method, viewer) => {
    const origin = headerOf(viewer, "origin");
    const allowed = origin === undefined ? undefined : allowedOrigin(origins, origin);
    if (allowed === undefined) return [];
    const headers: HeaderList = [["Access-Control-Allow-Origin", allowed], ...always];
    const isPreflight = method === "OPTIONS" && headerOf(viewer, "access-control-request-method") !== undefined;
    return isPreflight ? [...headers, ...preflight] : headers;
  };
}

/** A policy lists `*`, origins or hosts; in a host, the leftmost part may be `*`. */
function allowedOrigin(allowed: readonly string[], origin: string): string | undefined {
  if (allowed.includes("*")) return "*";
  const lower = origin.toLowerCase();
  const host = lower.replace(/^[a-z][a-z0-9+.-]*:\/\//, "");
  const matches = (pattern: string) => matchPathPattern(pattern, pattern.includes("://") ? lower : host);
  return allowed.some(matches) ? origin : undefined;
}
