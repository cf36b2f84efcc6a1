import {
  type CloudFrontClient,
  type ContinuousDeploymentPolicyConfig,
  type DistributionConfig,
  GetContinuousDeploymentPolicyCommand,
  GetDistributionConfigCommand,
  NoSuchContinuousDeploymentPolicy,
  UpdateContinuousDeploymentPolicyCommand,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";

/** A distribution and the policy that sends a part of its requests to its candidate. */
export interface Deployment {
  readonly client: CloudFrontClient;
  /** The id of the distribution that viewers use. */
  readonly primaryId: string;
  readonly policyId: string;
}

/**
 * Attaches the policy to the distribution, and enables it. Does nothing if that is so.
 *
 * @returns true if something changed
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/working-with-staging-distribution-continuous-deployment-policy.html
 */
export async function startTraffic(deployment: Deployment): Promise<boolean> {
  // Enabled last: without the attachment it has no effect.
  const isAttached = await setPolicyOf(deployment, deployment.policyId);
  return (await setEnabled(deployment, true)) || isAttached;
}

/** Disables the policy, so that all requests go to the primary distribution. @returns true if it was enabled */
export function stopTraffic(deployment: Deployment): Promise<boolean> {
  return setEnabled(deployment, false);
}

/**
 * Takes the policy off the distribution, so that both can be deleted. Terraform can't.
 *
 * @returns true if it was attached
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/34511
 */
export async function detachPolicy(deployment: Deployment): Promise<boolean> {
  await setEnabled(deployment, false);
  return setPolicyOf(deployment, "");
}

/** Attaches a policy to the primary distribution; "" detaches the deployment's own and no other. */
async function setPolicyOf({ client, primaryId: Id, policyId }: Deployment, wanted: string): Promise<boolean> {
  const { DistributionConfig: config, ETag } = await client.send(new GetDistributionConfigCommand({ Id }));
  const current = config?.ContinuousDeploymentPolicyId ?? "";
  if (current === wanted || (wanted === "" && current !== policyId)) return false;
  const DistributionConfig = { ...config, ContinuousDeploymentPolicyId: wanted } as DistributionConfig;
  await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));
  return true;
}

async function setEnabled({ client, policyId: Id }: Deployment, Enabled: boolean): Promise<boolean> {
  const read = await client.send(new GetContinuousDeploymentPolicyCommand({ Id })).catch((error: unknown) => {
    if (error instanceof NoSuchContinuousDeploymentPolicy && !Enabled) return undefined;
    throw error;
  });
  const config = read?.ContinuousDeploymentPolicy?.ContinuousDeploymentPolicyConfig;
  if (config === undefined || config.Enabled === Enabled) return false;
  const ContinuousDeploymentPolicyConfig: ContinuousDeploymentPolicyConfig = { ...config, Enabled };
  await client.send(
    new UpdateContinuousDeploymentPolicyCommand({ Id, IfMatch: read?.ETag, ContinuousDeploymentPolicyConfig }),
  );
  return true;
}
