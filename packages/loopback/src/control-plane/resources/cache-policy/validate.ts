import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import { checkCacheSettings, policyQuotas } from "@featheredge/aws-rules";
import { checkName, invalid, reject } from "../../shared/invalid.ts";
import { checkAllNames, checkNameList } from "../../shared/name-list.ts";

const day = 86_400;
const year = 31_536_000;
const most = policyQuotas.namesPerPolicy.value;

/**
 * Validates a cache policy and adds its defaults.
 * @returns the policy as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html
 */
export function acceptCachePolicy(config: CachePolicyConfig): CachePolicyConfig {
  checkName(config.Name ?? "");
  const { MinTTL: min = 0, MaxTTL: max, DefaultTTL: given } = config;
  const DefaultTTL = given ?? Math.min(Math.max(day, min), max ?? Number.POSITIVE_INFINITY);
  const MaxTTL = max ?? Math.max(year, DefaultTTL);
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin ?? {
    EnableAcceptEncodingGzip: false,
    HeadersConfig: { HeaderBehavior: "none" },
    CookiesConfig: { CookieBehavior: "none" },
    QueryStringsConfig: { QueryStringBehavior: "none" },
  };
  if (min < 0) invalid(`MinTTL (${min}) must be 0 or above.`);
  checkParameters(parameters);
  reject(checkCacheSettings({ minTtl: min, defaultTtl: DefaultTTL, maxTtl: MaxTTL, ...keyOf(parameters) }));
  return {
    ...config,
    DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin: {
      ...parameters,
      EnableAcceptEncodingBrotli: parameters.EnableAcceptEncodingBrotli ?? false,
    },
  };
}

type Parameters = NonNullable<CachePolicyConfig["ParametersInCacheKeyAndForwardedToOrigin"]>;

/** The parts of a cache key that a policy which caches nothing can't have. */
function keyOf(parameters: Parameters): { compression: boolean; names: boolean } {
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = parameters;
  const behaviors = [headers?.HeaderBehavior, cookies?.CookieBehavior, queries?.QueryStringBehavior];
  return {
    compression: parameters.EnableAcceptEncodingGzip === true || parameters.EnableAcceptEncodingBrotli === true,
    names: behaviors.some((behavior) => behavior !== "none"),
  };
}

function checkParameters(parameters: Parameters): void {
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = parameters;
  checkNameList({
    parameter: "HeaderBehavior",
    behavior: headers?.HeaderBehavior,
    allowed: ["none", "whitelist"],
    items: headers?.Headers?.Items,
    most,
    tooMany: "TooManyHeadersInCachePolicy",
  });
  const allowed = ["none", "whitelist", "allExcept", "all"];
  checkNameList({
    parameter: "CookieBehavior",
    behavior: cookies?.CookieBehavior,
    allowed,
    items: cookies?.Cookies?.Items,
    most,
    tooMany: "TooManyCookiesInCachePolicy",
  });
  checkNameList({
    parameter: "QueryStringBehavior",
    behavior: queries?.QueryStringBehavior,
    allowed,
    items: queries?.QueryStrings?.Items,
    most,
    tooMany: "TooManyQueryStringsInCachePolicy",
  });
  checkAllNames(headers?.Headers, cookies?.Cookies, queries?.QueryStrings);
}
