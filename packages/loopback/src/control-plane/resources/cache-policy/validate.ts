import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import { policyQuotas } from "@featheredge/aws-rules";
import { checkName, invalid } from "../../shared/invalid.ts";
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
  if (min < 0 || min > DefaultTTL || DefaultTTL > MaxTTL) {
    invalid(`MinTTL (${min}), DefaultTTL (${DefaultTTL}) and MaxTTL (${MaxTTL}) must be 0 or above and in this order.`);
  }
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin ?? {
    EnableAcceptEncodingGzip: false,
    HeadersConfig: { HeaderBehavior: "none" },
    CookiesConfig: { CookieBehavior: "none" },
    QueryStringsConfig: { QueryStringBehavior: "none" },
  };
  checkParameters(parameters, MaxTTL === 0);
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

function checkParameters(parameters: Parameters, isCachingDisabled: boolean): void {
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
  if (isCachingDisabled) {
    const settings = {
      EnableAcceptEncodingGzip: parameters.EnableAcceptEncodingGzip,
      EnableAcceptEncodingBrotli: parameters.EnableAcceptEncodingBrotli,
      HeaderBehavior: headers?.HeaderBehavior !== "none",
      CookieBehavior: cookies?.CookieBehavior !== "none",
      QueryStringBehavior: queries?.QueryStringBehavior !== "none",
    };
    const forbidden = Object.entries(settings).find(([, isSet]) => isSet)?.[0];
    if (forbidden !== undefined) invalid(`The parameter ${forbidden} is invalid for policy with caching disabled.`);
  }
}
