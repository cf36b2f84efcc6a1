import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

async function createStaging() {
  const primary = await controlPlane.client.createDistribution({ DistributionConfig: distributionConfig() });
  const staging = await controlPlane.client.copyDistribution({
    PrimaryDistributionId: primary.Distribution?.Id,
    IfMatch: primary.ETag,
    CallerReference: "staging",
    Staging: true,
  });
  return { primary, staging };
}

const createPolicy = (domain: string | undefined, Weight = 0.1) =>
  controlPlane.client.createContinuousDeploymentPolicy({
    ContinuousDeploymentPolicyConfig: {
      Enabled: true,
      StagingDistributionDnsNames: { Quantity: 1, Items: [domain ?? ""] },
      TrafficConfig: { Type: "SingleWeight", SingleWeightConfig: { Weight } },
    },
  });

describe("continuous deployment", () => {
  it("gives the data plane the primary of a staging distribution as soon as the policy connects them", async () => {
    const { primary, staging } = await createStaging();
    const id = primary.Distribution?.Id;
    const primaryId = () =>
      Array.from(controlPlane.deployment.distributions).find((one) => one.id === staging.Distribution?.Id)?.primaryId;
    const { ContinuousDeploymentPolicy: policy } = await createPolicy(staging.Distribution?.DomainName);
    expect(primaryId()).toBeUndefined();
    await controlPlane.client.updateDistribution({
      Id: id,
      IfMatch: primary.ETag,
      DistributionConfig: distributionConfig({ ContinuousDeploymentPolicyId: policy?.Id }),
    });
    expect(primaryId()).toBe(id);
    expect(controlPlane.deployment.continuousDeploymentPolicy(policy?.Id ?? "")?.Enabled).toBe(true);
  });

  it("copies the staging distribution's config to the primary, except for the primary's identity", async () => {
    const { primary, staging } = await createStaging();
    const changed = { ...staging.Distribution?.DistributionConfig, Comment: "promoted" } as never;
    const next = await controlPlane.client.updateDistribution({
      Id: staging.Distribution?.Id,
      IfMatch: staging.ETag,
      DistributionConfig: changed,
    });
    const promoted = await controlPlane.client.updateDistributionWithStagingConfig({
      Id: primary.Distribution?.Id,
      StagingDistributionId: staging.Distribution?.Id,
      IfMatch: `${primary.ETag}, ${next.ETag}`,
    });
    expect(promoted.Distribution?.DistributionConfig).toMatchObject({
      Comment: "promoted",
      CallerReference: "first",
      Staging: false,
    });
  });

  it("disables the policy when the staging distribution's config is copied, so that the primary gets all requests", async () => {
    const { primary, staging } = await createStaging();
    const { ContinuousDeploymentPolicy: policy } = await createPolicy(staging.Distribution?.DomainName);
    const attached = await controlPlane.client.updateDistribution({
      Id: primary.Distribution?.Id,
      IfMatch: primary.ETag,
      DistributionConfig: distributionConfig({ ContinuousDeploymentPolicyId: policy?.Id }),
    });
    await controlPlane.client.updateDistributionWithStagingConfig({
      Id: primary.Distribution?.Id,
      StagingDistributionId: staging.Distribution?.Id,
      IfMatch: `${attached.ETag}, ${staging.ETag}`,
    });
    expect(controlPlane.deployment.continuousDeploymentPolicy(policy?.Id ?? "")?.Enabled).toBe(false);
    const { DistributionConfig: config } = await controlPlane.client.getDistributionConfig({
      Id: primary.Distribution?.Id,
    });
    expect(config?.ContinuousDeploymentPolicyId).toBe(policy?.Id);
  });

  it("accepts changes of behaviors, but not of the price class or HTTP/3, while the policy is attached", async () => {
    const { primary, staging } = await createStaging();
    const { ContinuousDeploymentPolicy: policy } = await createPolicy(staging.Distribution?.DomainName);
    const Id = primary.Distribution?.Id;
    const update = (IfMatch: string | undefined, changes: object) =>
      controlPlane.client.updateDistribution({ Id, IfMatch, DistributionConfig: distributionConfig(changes) });
    const ContinuousDeploymentPolicyId = policy?.Id;
    await expect(
      update(primary.ETag, { ContinuousDeploymentPolicyId, HttpVersion: "http2and3" }),
    ).rejects.toMatchObject({
      name: "InvalidArgument",
    });
    const attached = await update(primary.ETag, { ContinuousDeploymentPolicyId });
    const changed = await update(attached.ETag, { ContinuousDeploymentPolicyId, Comment: "changed" });
    await expect(
      update(changed.ETag, { ContinuousDeploymentPolicyId, Comment: "changed", PriceClass: "PriceClass_100" }),
    ).rejects.toMatchObject({ name: "IllegalUpdate" });
    await update(changed.ETag, { PriceClass: "PriceClass_100" });
  });

  it("sends at most 15 percent to a staging distribution that has no other policy", async () => {
    const { primary, staging } = await createStaging();
    const domain = staging.Distribution?.DomainName;
    await expect(createPolicy(domain, 0.2)).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(createPolicy(primary.Distribution?.DomainName)).rejects.toMatchObject({ name: "InvalidArgument" });
    await createPolicy(domain);
    await expect(createPolicy(domain)).rejects.toMatchObject({ name: "StagingDistributionInUse" });
  });
});
