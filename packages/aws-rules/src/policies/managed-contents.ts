import type { managedPolicies } from "./managed-policies.ts";

type CachePolicyName = keyof typeof managedPolicies.cache;
type OriginRequestPolicyName = keyof typeof managedPolicies.originRequest;

/** The content of a managed cache policy. */
export interface ManagedCachePolicy {
  readonly comment: string;
  /** MinTTL, DefaultTTL and MaxTTL, in seconds. */
  readonly ttl: readonly [number, number, number];
  readonly compression: readonly ("gzip" | "brotli")[];
  readonly headers?: readonly string[];
  readonly cookies?: "all";
  readonly queryStrings?: "all" | readonly string[];
}

/** The content of a managed origin request policy. */
export interface ManagedOriginRequestPolicy {
  readonly comment: string;
  readonly headers: "allViewer" | "allViewerAndWhitelistCloudFront" | "allExcept" | "whitelist";
  /** The headers that the behavior is about. */
  readonly names?: readonly string[];
  readonly cookies: "all" | "none";
  readonly queryStrings: "all" | "none";
}

const year = 31_536_000;
const day = 86_400;
const originHeaders = ["Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

/**
 * AWS's managed cache policies, by name.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const managedCachePolicies: Readonly<Record<CachePolicyName, ManagedCachePolicy>> = {
  Amplify: {
    comment: "Policy for Amplify Origin",
    ttl: [2, 2, 600],
    compression: ["gzip", "brotli"],
    headers: ["Authorization", "CloudFront-Viewer-Country", "Host"],
    cookies: "all",
    queryStrings: "all",
  },
  CachingDisabled: { comment: "Policy with caching disabled", ttl: [0, 0, 0], compression: [] },
  CachingOptimized: {
    comment: "Policy with caching enabled. Supports Gzip and Brotli compression.",
    ttl: [1, day, year],
    compression: ["gzip", "brotli"],
  },
  CachingOptimizedForUncompressedObjects: {
    comment: "Default policy when compression is disabled",
    ttl: [1, day, year],
    compression: [],
  },
  "Elemental-MediaPackage": {
    comment: "Policy for Elemental MediaPackage Origin",
    ttl: [0, day, year],
    compression: ["gzip"],
    headers: ["Origin"],
    queryStrings: ["aws.manifestfilter", "start", "end", "m"],
  },
  UseOriginCacheControlHeaders: {
    comment: "Policy for origins that return Cache-Control headers. Query strings are not included in the cache key.",
    ttl: [0, 0, year],
    compression: ["gzip", "brotli"],
    headers: originHeaders,
    cookies: "all",
  },
  "UseOriginCacheControlHeaders-QueryStrings": {
    comment: "Policy for origins that return Cache-Control headers and serve different content based on query strings.",
    ttl: [0, 0, year],
    compression: ["gzip", "brotli"],
    headers: originHeaders,
    cookies: "all",
    queryStrings: "all",
  },
};

const cloudFrontHeaders = [
  "CloudFront-Forwarded-Proto",
  "CloudFront-Is-Android-Viewer",
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-IOS-Viewer",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Viewer-Address",
  "CloudFront-Viewer-ASN",
  "CloudFront-Viewer-City",
  "CloudFront-Viewer-Country",
  "CloudFront-Viewer-Country-Name",
  "CloudFront-Viewer-Country-Region",
  "CloudFront-Viewer-Country-Region-Name",
  "CloudFront-Viewer-Http-Version",
  "CloudFront-Viewer-Latitude",
  "CloudFront-Viewer-Longitude",
  "CloudFront-Viewer-Metro-Code",
  "CloudFront-Viewer-Postal-Code",
  "CloudFront-Viewer-Time-Zone",
  "CloudFront-Viewer-TLS",
];

/**
 * AWS's managed origin request policies, by name.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const managedOriginRequestPolicies: Readonly<Record<OriginRequestPolicyName, ManagedOriginRequestPolicy>> = {
  AllViewer: {
    comment: "Policy to forward all parameters in viewer requests",
    headers: "allViewer",
    cookies: "all",
    queryStrings: "all",
  },
  "AllViewerAndCloudFrontHeaders-2022-06": {
    comment: "Policy to forward all parameters in viewer requests and all CloudFront headers released until June 2022",
    headers: "allViewerAndWhitelistCloudFront",
    names: cloudFrontHeaders,
    cookies: "all",
    queryStrings: "all",
  },
  AllViewerExceptHostHeader: {
    comment: "Policy to forward all parameters in viewer requests except for the Host header",
    headers: "allExcept",
    names: ["Host"],
    cookies: "all",
    queryStrings: "all",
  },
  "CORS-CustomOrigin": {
    comment: "Policy for CORS on custom origins",
    headers: "whitelist",
    names: ["Origin"],
    cookies: "none",
    queryStrings: "none",
  },
  "CORS-S3Origin": {
    comment: "Policy for CORS on S3 origins",
    headers: "whitelist",
    names: ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"],
    cookies: "none",
    queryStrings: "none",
  },
  "Elemental-MediaTailor-PersonalizedManifests": {
    comment: "Policy for Elemental MediaTailor Origin",
    headers: "whitelist",
    names: [
      "Origin",
      "Access-Control-Request-Headers",
      "Access-Control-Request-Method",
      "User-Agent",
      "X-Forwarded-For",
    ],
    cookies: "none",
    queryStrings: "all",
  },
  HostHeaderOnly: {
    comment: "Policy to forward the Host header only",
    headers: "whitelist",
    names: ["Host"],
    cookies: "none",
    queryStrings: "none",
  },
  UserAgentRefererHeaders: {
    comment: "Policy to forward user-agent and referer headers to origin",
    headers: "whitelist",
    names: ["User-Agent", "Referer"],
    cookies: "none",
    queryStrings: "none",
  },
};
