import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../test-control-plane.ts";
import { distributionConfig } from "../../test-distribution.ts";

let plane: TestControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
  return () => plane.close();
});

const MonitoringSubscription = {
  RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: "Enabled" as const },
};

describe("a monitoring subscription", () => {
  it("is one of a distribution that is there", async () => {
    const { Distribution } = await plane.client.createDistribution({ DistributionConfig: distributionConfig() });
    const DistributionId = Distribution?.Id;
    const create = (id: string | undefined) =>
      plane.client.createMonitoringSubscription({ DistributionId: id, MonitoringSubscription });
    await create(DistributionId);
    await expect(create(DistributionId)).rejects.toMatchObject({ name: "MonitoringSubscriptionAlreadyExists" });
    await expect(create("ENONE")).rejects.toMatchObject({ name: "NoSuchDistribution" });
    const read = await plane.client.getMonitoringSubscription({ DistributionId });
    expect(read.MonitoringSubscription).toEqual(MonitoringSubscription);
    await plane.client.deleteMonitoringSubscription({ DistributionId });
    await expect(plane.client.getMonitoringSubscription({ DistributionId })).rejects.toMatchObject({
      name: "NoSuchMonitoringSubscription",
    });
  });
});
