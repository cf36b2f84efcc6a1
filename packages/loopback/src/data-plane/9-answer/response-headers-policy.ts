import type {
  ResponseHeadersPolicyConfig,
  ResponseHeadersPolicySecurityHeadersConfig,
} from "@aws-sdk/client-cloudfront";
import type { AddedHeader, ResponseHeadersRules } from "../base/behavior.ts";
import { httpDate } from "../http/dates.ts";
import { combinedHeader, type HeaderList, headerOf, withoutHeaders } from "../http/headers.ts";
import { compileCors } from "./cors.ts";
import { hasServerTiming, serverTiming, type Timing } from "./server-timing.ts";

/** Reads a policy's config. */
export function compileResponseHeadersPolicy(config: ResponseHeadersPolicyConfig): ResponseHeadersRules {
  const custom = (config.CustomHeadersConfig?.Items ?? []).map(({ Header = "", Value = "", Override }) => ({
    name: Header,
    value: Value,
    overrides: Override === true,
  }));
  const { CorsConfig: cors, RemoveHeadersConfig: remove } = config;
  return {
    removed: new Set((remove?.Items ?? []).map(({ Header = "" }) => Header.toLowerCase())),
    cors: cors && { headers: compileCors(cors), overrides: cors.OriginOverride === true },
    added: [...securityHeaders(config.SecurityHeadersConfig ?? {}), ...custom],
    serverTiming: config.ServerTimingHeadersConfig,
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-security */
function securityHeaders(config: ResponseHeadersPolicySecurityHeadersConfig): AddedHeader[] {
  const headers: AddedHeader[] = [];
  const add = (name: string, value: string | undefined, override: boolean | undefined) => {
    if (value !== undefined) headers.push({ name, value, overrides: override === true });
  };
  const { StrictTransportSecurity: hsts, XSSProtection: xss, ContentSecurityPolicy: csp, FrameOptions: frame } = config;
  if (hsts !== undefined) {
    const flags = (hsts.IncludeSubdomains ? "; includeSubDomains" : "") + (hsts.Preload ? "; preload" : "");
    add("Strict-Transport-Security", `max-age=${hsts.AccessControlMaxAgeSec ?? 0}${flags}`, hsts.Override);
  }
  if (xss !== undefined) {
    const rest = xss.ModeBlock ? "; mode=block" : xss.ReportUri ? `; report=${xss.ReportUri}` : "";
    add("X-XSS-Protection", xss.Protection ? `1${rest}` : "0", xss.Override);
  }
  add("Content-Security-Policy", csp?.ContentSecurityPolicy, csp?.Override);
  add("X-Frame-Options", frame?.FrameOption, frame?.Override);
  add("Referrer-Policy", config.ReferrerPolicy?.ReferrerPolicy, config.ReferrerPolicy?.Override);
  if (config.ContentTypeOptions !== undefined) {
    add("X-Content-Type-Options", "nosniff", config.ContentTypeOptions.Override);
  }
  return headers;
}

/** Values of the request on which the added headers depend. */
export interface PolicyContext {
  readonly method: string;
  /** The request's headers. */
  readonly viewer: HeaderList;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly requestId: string;
  /** Called only if a Server-Timing header is added. */
  timing(): Timing;
}

/**
 * Removes and then adds the headers of a response headers policy. It is applied after the cache, which stores the origin's
 * headers, and before viewer-response functions, which see the result.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 * @see https://aws.amazon.com/blogs/networking-and-content-delivery/amazon-cloudfront-introduces-response-headers-policies/ for the order
 */
export function applyResponseHeadersPolicy(
  headers: HeaderList,
  rules: ResponseHeadersRules,
  context: PolicyContext,
): HeaderList {
  const { removed, cors, added } = rules;
  const result = removed.size === 0 ? [...headers] : [...withoutHeaders(headers, removed)];
  // CloudFront always replaces these two headers.
  if (removed.has("server")) result.push(["Server", "CloudFront"]);
  if (removed.has("date")) result.push(["Date", httpDate(context.now)]);
  for (const [name, value] of cors?.headers(context.method, context.viewer) ?? []) {
    put(result, name, value, cors?.overrides === true);
  }
  for (const { name, value, overrides } of added) put(result, name, value, overrides);
  if (hasServerTiming(rules.serverTiming, context.viewer, context.requestId)) {
    put(result, "Server-Timing", serverTiming(context.timing(), combinedHeader(result, "server-timing")), true);
  }
  return result;
}

function put(headers: (readonly [string, string])[], name: string, value: string, overrides: boolean): void {
  const lower = name.toLowerCase();
  if (headerOf(headers, lower) !== undefined) {
    if (!overrides) return;
    const kept = headers.filter(([given]) => given.toLowerCase() !== lower);
    headers.splice(0, headers.length, ...kept);
  }
  headers.push([name, value]);
}
