import { checkCount } from "../quotas/check-count.ts";
import { policyQuotas } from "../quotas/distributions.ts";
import type { Violation } from "../violation.ts";

const counted = {
  headers: policyQuotas.namesPerPolicy,
  cookies: policyQuotas.namesPerPolicy,
  "query strings": policyQuotas.namesPerPolicy,
  "custom headers": policyQuotas.customHeadersPerPolicy,
  "removed headers": policyQuotas.removedHeadersPerPolicy,
} as const;

/**
 * Why a policy can't name so many headers, cookies or query strings; undefined when it can.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkPolicyNames(what: keyof typeof counted, count: number): Violation | undefined {
  const mend = "Name fewer, or ask AWS for more.";
  return checkCount({ rule: "names-per-policy", what, count, per: "a policy", mend }, counted[what]);
}

/** Why the value of a header that CloudFront adds, to a request or by a policy, can't be so long; undefined when it can. */
export function checkHeaderValue(name: string, value: string): Violation | undefined {
  const quota = policyQuotas.headerValueCharacters;
  if (value.length <= quota.value) return undefined;
  return {
    rule: "header-value-length",
    message: `The value of '${name}' has ${value.length} characters; CloudFront takes ${quota.value}. Shorten it, or set the header in a function.`,
    page: quota.page,
  };
}
