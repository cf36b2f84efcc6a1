import type { CacheBehavior, DefaultCacheBehavior } from "@aws-sdk/client-cloudfront";
import { policyQuotas } from "@featheredge/aws-rules";
import { CloudFrontError } from "../../../protocol/errors.ts";
import { invalid, oneOf } from "../../../shared/invalid.ts";

const most = policyQuotas.namesPerPolicy.value;

/**
 * Checks the legacy settings that a behavior has instead of a cache policy.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ForwardedValues.html
 */
export function checkForwardedValues(behavior: DefaultCacheBehavior | CacheBehavior): void {
  const { CachePolicyId: policy, ForwardedValues: values, MinTTL: min, DefaultTTL: usual, MaxTTL: max } = behavior;
  if (policy) {
    const settings = { ForwardedValues: values, MinTTL: min, DefaultTTL: usual, MaxTTL: max };
    const forbidden = Object.entries(settings).find(([, value]) => value !== undefined)?.[0];
    if (forbidden)
      invalid(`The parameter ${forbidden} cannot be used when a cache policy is associated to the cache behavior.`);
    return;
  }
  if (values === undefined) {
    invalid("The parameter ForwardedValues or CachePolicyId is required in every behavior.");
  }
  if ((min ?? 0) < 0 || (min ?? 0) > (usual ?? 0) || (usual ?? 0) > (max ?? 0)) {
    throw new CloudFrontError(
      "InvalidTTLOrder",
      `MinTTL (${min}), DefaultTTL (${usual}), MaxTTL (${max}) are not in order.`,
    );
  }
  const { Forward: forward, WhitelistedNames: cookies } = values.Cookies ?? {};
  oneOf("Forward", forward, ["none", "whitelist", "all"]);
  if ((forward === "whitelist") !== (cookies?.Items ?? []).length > 0) {
    throw new CloudFrontError(
      "InvalidForwardCookies",
      "WhitelistedNames must have names when Forward is whitelist, and none otherwise.",
    );
  }
  const keys = values.QueryStringCacheKeys?.Items ?? [];
  if (!values.QueryString && keys.length > 0) {
    throw new CloudFrontError("InvalidQueryStringParameters", "QueryStringCacheKeys needs QueryString to be true.");
  }
  const lists = [
    ["TooManyCookieNamesInWhiteList", cookies?.Items],
    ["TooManyQueryStringParameters", keys],
    ["TooManyHeadersInForwardedValues", values.Headers?.Items],
  ] as const;
  for (const [code, items = []] of lists) {
    if (items.length > most)
      throw new CloudFrontError(code, `There are ${items.length} names; CloudFront takes ${most}.`);
  }
}
