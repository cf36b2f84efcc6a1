import type { Diagnostic } from "@featheredge/diagnostics";
import { checkCount } from "../quotas/check-count.ts";
import { distributionQuotas } from "../quotas/distributions.ts";

const counted = {
  behaviors: "behaviors",
  origins: "origins",
  originGroups: "origin groups",
  aliases: "aliases",
} as const;

/**
 * Returns the reason why a distribution has too many of something; undefined when it has not.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkDistributionCount(what: keyof typeof counted, count: number): Diagnostic | undefined {
  const label = counted[what];
  const fix = "Split it into two distributions, or ask AWS for more.";
  return checkCount({ rule: "FE-DST-002", what: label, count, per: "a distribution", fix }, distributionQuotas[what]);
}

/** Returns the reason why CloudFront can't add so many headers to the requests of an origin; undefined when it can. */
export function checkOriginHeaders(count: number): Diagnostic | undefined {
  const fix = "Name fewer, or ask AWS for more.";
  return checkCount(
    { rule: "FE-DST-003", what: "custom headers", count, per: "an origin", fix },
    distributionQuotas.originCustomHeaders,
  );
}

/** Returns the reason why a behavior trusts too many key groups; undefined when it does not. */
export function checkKeyGroups(count: number): Diagnostic | undefined {
  const fix = "Trust fewer, or put more keys into one.";
  return checkCount(
    { rule: "FE-DST-004", what: "trusted key groups", count, per: "a behavior", fix },
    distributionQuotas.keyGroupsPerBehavior,
  );
}

/** Returns the reason why a key group has too many keys; undefined when it has not. */
export function checkKeys(count: number): Diagnostic | undefined {
  const fix = "Remove keys that are not used any more, or make a second group.";
  return checkCount(
    { rule: "FE-DST-005", what: "public keys", count, per: "a key group", fix },
    distributionQuotas.keysPerKeyGroup,
  );
}
