import { isDeepStrictEqual } from "node:util";
import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import { CloudFrontError } from "../../../protocol/errors.ts";

/**
 * The settings that can change while a continuous deployment policy is attached.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html#updating-staging-and-primary-distributions
 */
const changeable: ReadonlySet<string> = new Set<keyof DistributionConfig>([
  "DefaultCacheBehavior",
  "CacheBehaviors",
  "Origins",
  "OriginGroups",
  "CustomErrorResponses",
  "Restrictions",
  "DefaultRootObject",
  "Logging",
  "Comment",
]);

/**
 * Checks an update of a distribution that has a continuous deployment policy, and keeps it.
 * @throws {CloudFrontError} `IllegalUpdate` if another setting changes.
 */
export function checkContinuouslyDeployed(before: DistributionConfig, after: DistributionConfig): void {
  const { ContinuousDeploymentPolicyId: policy } = before;
  if (!policy || after.ContinuousDeploymentPolicyId !== policy) return;
  const names = Object.keys({ ...before, ...after }) as (keyof DistributionConfig)[];
  const changed = names.filter((name) => !changeable.has(name) && !isDeepStrictEqual(before[name], after[name]));
  if (changed.length === 0) return;
  throw new CloudFrontError(
    "IllegalUpdate",
    `One or more fields updated are not supported for continuous deployment: ${changed.join(", ")}.`,
  );
}
