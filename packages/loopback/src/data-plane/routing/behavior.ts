import type {
  CacheBehavior,
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import { compileResponseHeadersPolicy, type ResponseHeadersRules } from "../answers/response-headers-policy.ts";
import type { TtlRules } from "../cache/freshness.ts";
import type { KeyRules } from "../cache/key.ts";
import { allNames, type NameFilter, nameFilter, noNames, someNames } from "../http/names.ts";

/** Everything of a behavior that requests need, read once from its config and policies. */
export interface Behavior {
  readonly index: number | "default";
  readonly pathPattern: string;
  readonly targetOriginId: string;
  readonly viewerProtocol: "allow-all" | "https-only" | "redirect-to-https";
  readonly methods: ReadonlySet<string>;
  readonly cachedMethods: ReadonlySet<string>;
  readonly ttl: TtlRules;
  readonly key: KeyRules;
  readonly forwarding: Forwarding;
  /** The `CloudFront-*` headers that policies ask for, in lower case. */
  readonly viewerHeaders: ReadonlySet<string>;
  /** Whether concurrent requests of one key wait for the first one's answer. */
  readonly collapses: boolean;
  readonly functions: Readonly<Partial<Record<EdgeEvent, EdgeFunction>>>;
  readonly keyGroups: readonly string[];
  /** The legacy way of restricting access, by accounts. */
  readonly trustsSigners: boolean;
  readonly compress: boolean;
  readonly responseHeaders: ResponseHeadersRules | undefined;
}

/** What of a viewer's request goes on to the origin, beside what is in the cache key. */
interface Forwarding {
  /** `legacy`: all but those that CloudFront takes out unless they are in the key. */
  readonly headers: NameFilter | "legacy";
  readonly cookies: NameFilter;
  readonly query: NameFilter;
}

export interface EdgeFunction {
  readonly runtime: EdgeRuntime;
  readonly arn: string;
  readonly includeBody: boolean;
}

export interface BehaviorPolicies {
  readonly cache: CachePolicyConfig | undefined;
  readonly originRequest: OriginRequestPolicyConfig | undefined;
  readonly responseHeaders: ResponseHeadersPolicyConfig | undefined;
}

const readMethods = ["GET", "HEAD"];

export function compileBehavior(
  config: Omit<CacheBehavior, "PathPattern"> & { PathPattern?: string | undefined },
  index: number | "default",
  policies: BehaviorPolicies,
): Behavior {
  const { ttl, key, forwarding, uncacheable } =
    policies.cache === undefined ? legacyRules(config) : policyRules(policies.cache, policies.originRequest);
  const forwardsCookies = key.cookies.kind !== "none" || forwarding.cookies.kind !== "none";
  return {
    index,
    pathPattern: config.PathPattern ?? "*",
    targetOriginId: config.TargetOriginId ?? "",
    viewerProtocol: config.ViewerProtocolPolicy ?? "allow-all",
    methods: new Set(config.AllowedMethods?.Items ?? readMethods),
    cachedMethods: new Set(config.AllowedMethods?.CachedMethods?.Items ?? readMethods),
    ttl: uncacheable ? { minTtl: 0, defaultTtl: 0, maxTtl: 0 } : ttl,
    key,
    forwarding,
    viewerHeaders: new Set(
      [...key.headers, ...forwardedNames(forwarding)].filter((name) => name.startsWith("cloudfront-")),
    ),
    collapses: !uncacheable && ttl.maxTtl > 0 && !forwardsCookies,
    functions: compileFunctions(config),
    keyGroups: config.TrustedKeyGroups?.Enabled === true ? (config.TrustedKeyGroups.Items ?? []) : [],
    trustsSigners: config.TrustedSigners?.Enabled === true,
    compress: config.Compress === true,
    responseHeaders: policies.responseHeaders && compileResponseHeadersPolicy(policies.responseHeaders),
  };
}

interface Rules {
  readonly ttl: TtlRules;
  readonly key: KeyRules;
  readonly forwarding: Forwarding;
  /** Forwarding all headers, as legacy settings can, leaves nothing to cache by. */
  readonly uncacheable: boolean;
}

const day = 86_400;
const year = 31_536_000;

function policyRules(cache: CachePolicyConfig, origin: OriginRequestPolicyConfig | undefined): Rules {
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
      // The listed CloudFront-* headers are among a request's headers by then, so that "all" takes them too.
      return { kind: "all", names: new Set(names) };
    case "allExcept":
      return { kind: "allExcept", names: new Set(names) };
    case "whitelist":
      return someNames(names);
    default:
      return noNames;
  }
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html */
function legacyRules(config: Omit<CacheBehavior, "PathPattern">): Rules {
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
      // Legacy settings cache gzip apart from what is not compressed, and know no brotli.
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

function forwardedNames({ headers }: Forwarding): Iterable<string> {
  return headers === "legacy" || headers.kind === "allExcept" ? [] : headers.names;
}

function compileFunctions(config: Omit<CacheBehavior, "PathPattern">): Behavior["functions"] {
  const functions: Partial<Record<EdgeEvent, EdgeFunction>> = {};
  for (const { FunctionARN: arn, EventType: event } of config.FunctionAssociations?.Items ?? []) {
    if (arn && event) functions[event] = { runtime: "cloudfront-function", arn, includeBody: false };
  }
  for (const { LambdaFunctionARN: arn, EventType: event, IncludeBody } of config.LambdaFunctionAssociations?.Items ??
    []) {
    if (arn && event) functions[event] = { runtime: "lambda-at-edge", arn, includeBody: IncludeBody === true };
  }
  return functions;
}

function lowerNames(names: readonly string[] | undefined): string[] {
  return (names ?? []).map((name) => name.toLowerCase());
}
