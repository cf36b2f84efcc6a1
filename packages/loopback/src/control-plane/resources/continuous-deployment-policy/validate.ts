import type { ContinuousDeploymentPolicyConfig } from "@aws-sdk/client-cloudfront";
import { accountQuotas } from "@featheredge/aws-rules";
import type { Context } from "../../context.ts";
import { inRange, invalid, oneOf } from "../../shared/invalid.ts";
import { distributionKind } from "../distribution/kind.ts";

/**
 * Validates a continuous deployment policy.
 * @returns the policy as CloudFront stores it.
 * @throws {CloudFrontError}
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ContinuousDeploymentPolicyConfig.html
 */
export function acceptContinuousDeploymentPolicy(
  config: ContinuousDeploymentPolicyConfig,
  { account }: Context,
): ContinuousDeploymentPolicyConfig {
  const names = config.StagingDistributionDnsNames?.Items ?? [];
  if (names.length !== 1) {
    invalid(`The policy names ${names.length} staging distributions; CloudFront takes one.`);
  }
  const staging = account.all(distributionKind).find(({ domainName }) => domainName === names[0]);
  if (staging?.config.Staging !== true) {
    invalid(`There is no staging distribution with the domain name '${names[0]}'.`);
  }
  const { Type: type, SingleWeightConfig: weight, SingleHeaderConfig: header } = config.TrafficConfig ?? {};
  oneOf("Type", type, ["SingleWeight", "SingleHeader"]);
  if (type === "SingleWeight" && weight === undefined) {
    invalid("The traffic's type is SingleWeight, so SingleWeightConfig is needed.");
  }
  if (type === "SingleHeader" && header === undefined) {
    invalid("The traffic's type is SingleHeader, so SingleHeaderConfig is needed.");
  }
  inRange("Weight", weight?.Weight, 0, accountQuotas.stagingTrafficPercent.value / 100);
  inRange("IdleTTL", weight?.SessionStickinessConfig?.IdleTTL, 300, 3_600);
  inRange("MaximumTTL", weight?.SessionStickinessConfig?.MaximumTTL, 300, 3_600);
  if (header !== undefined && !header.Header?.toLowerCase().startsWith("aws-cf-cd-")) {
    invalid(`The parameter Header '${header.Header}' must begin with aws-cf-cd-.`);
  }
  return config;
}
