import { type Diagnostic, diagnose } from "@featheredge/diagnostics";

/** The settings of a cache policy that depend on each other. Times are in seconds. */
export interface CacheSettings {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  /** True if it distinguishes compressed responses. */
  readonly compression: boolean;
  /** True if a header, cookie or query parameter is in the cache key. */
  readonly names: boolean;
}

/**
 * Why a cache policy can't have these times, or these parts of the cache key with them; undefined when it can.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
 */
export function checkCacheSettings(settings: CacheSettings): Diagnostic<"FE-DST-060" | "FE-DST-061"> | undefined {
  const { minTtl, defaultTtl, maxTtl, compression, names } = settings;
  if (minTtl > defaultTtl || defaultTtl > maxTtl) {
    return diagnose("FE-DST-060", {
      message: `A minTtl of ${minTtl}, a defaultTtl of ${defaultTtl} and a maxTtl of ${maxTtl} seconds are not in this order.`,
      fix: "Raise or lower one: minTtl is at most defaultTtl, which is at most maxTtl.",
    });
  }
  if (maxTtl > 0 || (!compression && !names)) return undefined;
  const what = compression ? "distinguishes compressed responses" : "has names in its cache key";
  return diagnose("FE-DST-061", {
    message: `A policy with a maxTtl of 0, which caches nothing, ${what}; CloudFront rejects that.`,
    fix: compression
      ? "Set enableAcceptEncodingGzip and enableAcceptEncodingBrotli to false, or maxTtl to 1 or more."
      : "Use 'CachingDisabled' and name them in an origin request policy, or set maxTtl to 1 or more: for Authorization, which only a cache policy can name, minTtl and defaultTtl can be 0.",
  });
}

/** Headers that an origin request policy can't list, in lower case, and what to do instead. */
const notForOrigins: Readonly<Record<string, string>> = {
  authorization:
    "Name it in the cache policy, or send all headers of the viewer by 'allViewer' or 'AllViewerExceptHostHeader'.",
  "accept-encoding":
    "Remove it: the cache policy's enableAcceptEncodingGzip and enableAcceptEncodingBrotli send it to the origin.",
};

/**
 * Why an origin request policy can't list a header; undefined when it can.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization
 */
export function checkForwardedHeader(name: string): Diagnostic<"FE-DST-062"> | undefined {
  const fix = Object.hasOwn(notForOrigins, name.toLowerCase()) ? notForOrigins[name.toLowerCase()] : undefined;
  if (fix === undefined) return undefined;
  return diagnose("FE-DST-062", { message: `An origin request policy can't list the header '${name}'.`, fix });
}

/** Headers with settings that a response headers policy has for them, in lower case. */
const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "contentSecurityPolicy",
  "referrer-policy": "referrerPolicy",
  "strict-transport-security": "strictTransportSecurity",
  "x-content-type-options": "contentTypeOptions",
  "x-frame-options": "frameOptions",
  "x-xss-protection": "xssProtection",
};

/**
 * Checks that the custom headers of a response headers policy are not security headers, and that each is listed once.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#understanding-response-headers-policies-custom
 */
export function checkAddedHeaders(names: readonly string[]): Diagnostic<"FE-DST-063" | "FE-DST-064">[] {
  const lower = names.map((name) => name.toLowerCase());
  const repeated = names.filter((_, index) => lower.indexOf(lower[index] ?? "") < index);
  return [
    ...names.flatMap((name) => {
      const setting = Object.hasOwn(securityHeaders, name.toLowerCase())
        ? securityHeaders[name.toLowerCase()]
        : undefined;
      if (setting === undefined) return [];
      const fix = `Set it by securityHeadersConfig.${setting}.`;
      return diagnose("FE-DST-063", { message: `'${name}' is a security header, not a custom one.`, fix });
    }),
    ...repeated.map((name) =>
      diagnose("FE-DST-064", { message: `The custom header '${name}' is listed twice.`, fix: "Remove one." }),
    ),
  ];
}

/** The parts of a response headers policy's CORS settings that depend on each other. */
export interface CorsSettings {
  readonly credentials: boolean;
  readonly origins: readonly string[];
  readonly allowedHeaders: readonly string[];
}

/**
 * Why CORS settings can't be used together; undefined when they can. It is a warning where CloudFront accepts them, but
 * browsers don't accept the answer.
 * @see https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
 */
export function checkCors({
  credentials,
  origins,
  allowedHeaders,
}: CorsSettings): Diagnostic<"FE-DST-065"> | undefined {
  if (!credentials) return undefined;
  if (allowedHeaders.some((name) => name.includes("*"))) {
    return diagnose("FE-DST-065", {
      message: "accessControlAllowHeaders can't contain '*' while accessControlAllowCredentials is true.",
      fix: "List the request headers that scripts set, such as 'Content-Type'.",
    });
  }
  if (!origins.includes("*")) return undefined;
  return diagnose("FE-DST-065", {
    message: "Browsers reject a response to a request with credentials that allows all origins, '*'.",
    fix: "List the origins, such as 'https://app.example.com'.",
    severity: "warning",
  });
}

/**
 * Why `X-XSS-Protection` can't be set so; undefined when it can.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyXSSProtection.html
 */
export function checkXssProtection(modeBlock: boolean, reportUri: boolean): Diagnostic<"FE-DST-066"> | undefined {
  if (!modeBlock || !reportUri) return undefined;
  const message = "xssProtection has both modeBlock and reportUri; CloudFront takes one of them.";
  return diagnose("FE-DST-066", { message, fix: "Remove one." });
}

/**
 * The values of `Referrer-Policy` that a response headers policy can set.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyReferrerPolicy.html
 */
export const referrerPolicies = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
] as const;
