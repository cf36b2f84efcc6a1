import type { Deployment } from "../../deployment.ts";
import type { ServedDistribution } from "../base/distribution.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

/**
 * The domain name of the staging distribution that serves a request to a primary distribution.
 * @param random a number from 0 to below 1, which is compared with the weight of weighted traffic
 * @returns undefined if the primary distribution serves the request
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-continuous-deployment.html
 */
export function stagingDomain(
  primary: ServedDistribution,
  headers: HeaderList,
  deployment: Deployment,
  random: () => number,
): string | undefined {
  const id = primary.deployed.config.ContinuousDeploymentPolicyId;
  const policy = id ? deployment.continuousDeploymentPolicy(id) : undefined;
  const staging = policy?.StagingDistributionDnsNames?.Items?.[0];
  if (policy?.Enabled !== true || staging === undefined || primary.deployed.primaryId !== undefined) return undefined;
  const { Type, SingleHeaderConfig, SingleWeightConfig } = policy.TrafficConfig ?? {};
  const chosen =
    Type === "SingleHeader"
      ? headerOf(headers, SingleHeaderConfig?.Header?.toLowerCase() ?? "") === SingleHeaderConfig?.Value
      : random() < (SingleWeightConfig?.Weight ?? 0);
  return chosen ? staging : undefined;
}
