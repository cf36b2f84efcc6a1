import {
  type CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  NoSuchDistribution,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";

/**
 * Disables distributions that are about to be deleted. Terraform's provider does that itself, but then it waits at least
 * 30 seconds until the update is deployed. On the loopback an update is deployed at once.
 *
 * @param ids - Distributions that don't exist are ignored.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/cloudfront/distribution.go
 */
export async function disableDistributions(client: CloudFrontClient, ids: readonly string[]): Promise<void> {
  for (const Id of ids) {
    try {
      const { DistributionConfig: config, ETag } = await client.send(new GetDistributionConfigCommand({ Id }));
      if (config?.Enabled !== true) continue;
      const DistributionConfig: DistributionConfig = { ...config, Enabled: false };
      await client.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig }));
    } catch (error) {
      if (!(error instanceof NoSuchDistribution)) throw error;
    }
  }
}
