import type { CacheBehavior, CachePolicyConfig, OriginRequestPolicyConfig } from "@aws-sdk/client-cloudfront";
import type { Forwarding, KeyRules, TtlRules } from "../base/behavior.ts";
import { allNames, type NameFilter, nameFilter, noNames, someNames } from "../http/names.ts";

/** A behavior's rules for caching and forwarding, from its policies or its legacy settings. */
interface Rules {
  readonly ttl: TtlRules;
  readonly key: KeyRules;
  readonly forwarding: Forwarding;
  /** True if legacy settings forward all headers: CloudFront then caches nothing. */
  readonly uncacheable: boolean;
}

const day = 86_400;
const year = 31_536_000;

/** The rules of a behavior with a cache policy and, perhaps, an origin request policy. */
export function policyRules(cache: CachePolicyConfig, origin: OriginRequestPolicyConfig | undefined): Rules {
  const parameters = cache.ParametersInCacheKeyAndForwardedToOrigin;
  const cookies = parameters?.CookiesConfig;
  const query = parameters?.QueryStringsConfig;
  const minTtl = cache.MinTTL ?? 0;
  return {
    ttl: { minTtl, defaultTtl: Math.max(cache.DefaultTTL ?? day, minTtl), maxTtl: cache.MaxTTL ?? year },
    key: {
      headers: lowerNames(parameters?.HeadersConfig?.Headers?.Items).sort(),
      cookies: nameFilter(cookies?.CookieBehavior, cookies?.Cookies?.Items),
      query: nameFilter(query?.QueryStringBehavior, query?.QueryStrings?.Items),
      gzip: parameters?.EnableAcceptEncodingGzip === true,
      brotli: parameters?.EnableAcceptEncodingBrotli === true,
    },
    forwarding: {
      headers: originRequestHeaders(origin),
      cookies: nameFilter(origin?.CookiesConfig?.CookieBehavior, origin?.CookiesConfig?.Cookies?.Items),
      query: nameFilter(
        origin?.QueryStringsConfig?.QueryStringBehavior,
        origin?.QueryStringsConfig?.QueryStrings?.Items,
      ),
    },
    uncacheable: false,
  };
}

function originRequestHeaders(policy: OriginRequestPolicyConfig | undefined): NameFilter {
  const names = lowerNames(policy?.HeadersConfig?.Headers?.Items);
  switch (policy?.HeadersConfig?.HeaderBehavior) {
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      // The listed CloudFront-* headers have already been added to the request, so "all" includes them.
      return { kind: "all", names: new Set(names) };
    case "allExcept":
      return { kind: "allExcept", names: new Set(names) };
    case "whitelist":
      return someNames(names);
    default:
      return noNames;
  }
}

/**
 * The rules of a behavior without a cache policy.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html
 */
export function legacyRules(config: Omit<CacheBehavior, "PathPattern">): Rules {
  const values = config.ForwardedValues;
  const headers = lowerNames(values?.Headers?.Items);
  const all = headers.includes("*");
  const keyed = values?.QueryStringCacheKeys?.Items ?? [];
  return {
    ttl: { minTtl: config.MinTTL ?? 0, defaultTtl: config.DefaultTTL ?? day, maxTtl: config.MaxTTL ?? year },
    key: {
      headers: all ? [] : headers.sort(),
      cookies: nameFilter(values?.Cookies?.Forward, values?.Cookies?.WhitelistedNames?.Items),
      query: values?.QueryString !== true ? noNames : keyed.length > 0 ? someNames(keyed) : allNames,
      // Legacy settings cache gzip apart from uncompressed responses, and do not support brotli.
      gzip: true,
      brotli: false,
    },
    forwarding: {
      headers: all ? allNames : "legacy",
      cookies: noNames,
      query: values?.QueryString === true ? allNames : noNames,
    },
    uncacheable: all,
  };
}

function lowerNames(names: readonly string[] | undefined): string[] {
  return (names ?? []).map((name) => name.toLowerCase());
}
