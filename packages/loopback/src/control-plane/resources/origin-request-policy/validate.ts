import type { OriginRequestPolicyConfig } from "@aws-sdk/client-cloudfront";
import { checkForwardedHeader, policyQuotas } from "@featheredge/aws-rules";
import { checkName, reject } from "../../shared/invalid.ts";
import { checkAllNames, checkNameList } from "../../shared/name-list.ts";

const most = policyQuotas.namesPerPolicy.value;

/**
 * Validates an origin request policy.
 * @returns the policy as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html
 */
export function acceptOriginRequestPolicy(config: OriginRequestPolicyConfig): OriginRequestPolicyConfig {
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = config;
  checkName(config.Name ?? "");
  checkNameList({
    parameter: "HeaderBehavior",
    behavior: headers?.HeaderBehavior,
    allowed: ["none", "whitelist", "allViewer", "allViewerAndWhitelistCloudFront", "allExcept"],
    items: headers?.Headers?.Items,
    most,
    tooMany: "TooManyHeadersInOriginRequestPolicy",
  });
  const allowed = ["none", "whitelist", "allExcept", "all"];
  checkNameList({
    parameter: "CookieBehavior",
    behavior: cookies?.CookieBehavior,
    allowed,
    items: cookies?.Cookies?.Items,
    most,
    tooMany: "TooManyCookiesInOriginRequestPolicy",
  });
  checkNameList({
    parameter: "QueryStringBehavior",
    behavior: queries?.QueryStringBehavior,
    allowed,
    items: queries?.QueryStrings?.Items,
    most,
    tooMany: "TooManyQueryStringsInOriginRequestPolicy",
  });
  const listed = headers?.HeaderBehavior === "allExcept" ? [] : (headers?.Headers?.Items ?? []);
  for (const name of listed) reject(checkForwardedHeader(name));
  checkAllNames(headers?.Headers, cookies?.Cookies, queries?.QueryStrings);
  return config;
}
