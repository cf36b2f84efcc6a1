import type {
  CachePolicyConfig,
  OriginRequestPolicyConfig,
  ResponseHeadersPolicyConfig,
} from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { keyFrom } from "./names.ts";

type Options = Record<string, unknown>;
type Kind = keyof typeof managedPolicies;

/** AWS's name of a policy that it manages; undefined for all others. */
export function managedName(kind: Kind, id: string): string | undefined {
  return Object.entries<string>(managedPolicies[kind]).find(([, one]) => one === id)?.[0];
}

interface Names {
  readonly Items?: string[] | undefined;
}

function named(behaviorKey: string, behavior: string | undefined, listKey: string, list: Names | undefined): Options {
  const items = list?.Items ?? [];
  return { [behaviorKey]: behavior, ...(items.length === 0 ? {} : { [listKey]: items.toSorted() }) };
}

/** A cache policy's settings as an environment writes them. */
export function cachePolicyOptions(policy: CachePolicyConfig): Options {
  const parameters = policy.ParametersInCacheKeyAndForwardedToOrigin;
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = parameters ?? {};
  return {
    name: keyFrom(policy.Name ?? ""),
    ...(policy.Comment ? { comment: policy.Comment } : {}),
    minTtl: policy.MinTTL,
    defaultTtl: policy.DefaultTTL,
    maxTtl: policy.MaxTTL,
    headersConfig: named("headerBehavior", headers?.HeaderBehavior, "headers", headers?.Headers),
    cookiesConfig: named("cookieBehavior", cookies?.CookieBehavior, "cookies", cookies?.Cookies),
    queryStringsConfig: named(
      "queryStringBehavior",
      queries?.QueryStringBehavior,
      "queryStrings",
      queries?.QueryStrings,
    ),
    enableAcceptEncodingGzip: parameters?.EnableAcceptEncodingGzip,
    enableAcceptEncodingBrotli: parameters?.EnableAcceptEncodingBrotli ?? false,
  };
}

/** An origin request policy's settings as an environment writes them. */
export function originRequestPolicyOptions(policy: OriginRequestPolicyConfig): Options {
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = policy;
  return {
    name: keyFrom(policy.Name ?? ""),
    ...(policy.Comment ? { comment: policy.Comment } : {}),
    headersConfig: named("headerBehavior", headers?.HeaderBehavior, "headers", headers?.Headers),
    cookiesConfig: named("cookieBehavior", cookies?.CookieBehavior, "cookies", cookies?.Cookies),
    queryStringsConfig: named(
      "queryStringBehavior",
      queries?.QueryStringBehavior,
      "queryStrings",
      queries?.QueryStrings,
    ),
  };
}

/** A response headers policy's settings as an environment writes them. */
export function responseHeadersPolicyOptions(policy: ResponseHeadersPolicyConfig): Options {
  const { CorsConfig: cors, CustomHeadersConfig: custom, RemoveHeadersConfig: removed } = policy;
  const { SecurityHeadersConfig: security, ServerTimingHeadersConfig: timing } = policy;
  return {
    name: keyFrom(policy.Name ?? ""),
    ...(policy.Comment ? { comment: policy.Comment } : {}),
    ...(cors === undefined
      ? {}
      : {
          corsConfig: {
            accessControlAllowOrigins: cors.AccessControlAllowOrigins?.Items ?? [],
            accessControlAllowMethods: cors.AccessControlAllowMethods?.Items ?? [],
            accessControlAllowHeaders: cors.AccessControlAllowHeaders?.Items ?? [],
            ...(cors.AccessControlExposeHeaders?.Items?.length
              ? { accessControlExposeHeaders: cors.AccessControlExposeHeaders.Items }
              : {}),
            accessControlAllowCredentials: cors.AccessControlAllowCredentials,
            accessControlMaxAgeSec: cors.AccessControlMaxAgeSec,
            originOverride: cors.OriginOverride,
          },
        }),
    ...(custom?.Items?.length
      ? {
          customHeadersConfig: custom.Items.map((one) => ({
            header: one.Header,
            value: one.Value,
            override: one.Override,
          })),
        }
      : {}),
    ...(removed?.Items?.length ? { removeHeadersConfig: removed.Items.map((one) => one.Header) } : {}),
    ...(security === undefined ? {} : { securityHeadersConfig: lowerCased(security) }),
    ...(timing === undefined
      ? {}
      : { serverTimingHeadersConfig: { enabled: timing.Enabled, samplingRate: timing.SamplingRate } }),
  };
}

/** Terraform and environments write AWS's names in the same words: `XSSProtection` is `xssProtection`. */
function lowerCased(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [
        key.replace(/^XSS/, "xss").replace(/^[A-Z]/, (letter) => letter.toLowerCase()),
        lowerCased(inner),
      ]),
  );
}
