import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { accountQuotas } from "../quotas/distributions.ts";

/**
 * Returns the reason why a staging distribution can't have so much of the traffic; undefined when it can.
 *
 * @param weight a part of 1
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html
 */
export function checkStagingWeight(weight: number): Diagnostic | undefined {
  const { value, page } = accountQuotas.stagingTrafficPercent;
  if (weight >= 0 && weight * 100 <= value) return undefined;
  return diagnose("FE-DST-008", {
    message: `A weight of ${weight}; CloudFront sends a staging distribution ${value} % of the traffic at most.`,
    fix: `Give a part of 1 up to ${value / 100}.`,
    page,
  });
}
