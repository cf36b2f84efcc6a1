import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { managedRecord } from "../../shared/config-record.ts";

type Name = keyof typeof managedPolicies.cache;

interface Settings {
  readonly comment: string;
  /** MinTTL, DefaultTTL and MaxTTL, in seconds. */
  readonly ttl: readonly [number, number, number];
  readonly compression: readonly ("gzip" | "brotli")[];
  readonly headers?: string[];
  readonly cookies?: "all";
  readonly queryStrings?: "all" | string[];
}

const year = 31_536_000;
const day = 86_400;
const originHeaders = ["Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const settings: Readonly<Record<Name, Settings>> = {
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

export const managedCachePolicies = Object.entries(settings).map(([name, policy]) =>
  managedRecord(managedPolicies.cache[name as Name], configOf(name, policy)),
);

function configOf(
  name: string,
  { comment, ttl, compression, headers, cookies, queryStrings }: Settings,
): CachePolicyConfig {
  const [MinTTL, DefaultTTL, MaxTTL] = ttl;
  return {
    Name: `Managed-${name}`,
    Comment: comment,
    MinTTL,
    DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      EnableAcceptEncodingGzip: compression.includes("gzip"),
      EnableAcceptEncodingBrotli: compression.includes("brotli"),
      HeadersConfig: headers ? { HeaderBehavior: "whitelist", Headers: listOf(headers) } : { HeaderBehavior: "none" },
      CookiesConfig: { CookieBehavior: cookies ?? "none" },
      QueryStringsConfig: Array.isArray(queryStrings)
        ? { QueryStringBehavior: "whitelist", QueryStrings: listOf(queryStrings) }
        : { QueryStringBehavior: queryStrings ?? "none" },
    },
  };
}

function listOf(items: string[]) {
  return { Quantity: items.length, Items: items };
}
