import { accountQuotas } from "../quotas/distributions.ts";
import type { Violation } from "../violation.ts";

/**
 * Why a staging distribution can't have so much of the traffic; undefined when it can.
 *
 * @param weight a part of 1
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html
 */
export function checkStagingWeight(weight: number): Violation | undefined {
  const { value, page } = accountQuotas.stagingTrafficPercent;
  if (weight >= 0 && weight * 100 <= value) return undefined;
  return {
    rule: "staging-traffic",
    message: `A weight of ${weight}; CloudFront sends a staging distribution ${value} % of the traffic at most. Give a part of 1 up to ${value / 100}.`,
    page,
  };
}
