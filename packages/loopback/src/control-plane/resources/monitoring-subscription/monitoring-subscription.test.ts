import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig } from "../../testing/distribution.ts";

let plane: TestControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
  return () => plane.close();
});

const MonitoringSubscription = {
  RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: "Enabled" as const },
};

describe("a monitoring subscription", () => {
  it("belongs to an existing distribution, and is changed by creating it with another status", async () => {
    const { Distribution } = await plane.client.createDistribution({ DistributionConfig: distributionConfig() });
    const DistributionId = Distribution?.Id;
    const create = (id: string | undefined) =>
      plane.client.createMonitoringSubscription({ DistributionId: id, MonitoringSubscription });
    await create(DistributionId);
    await expect(create(DistributionId)).rejects.toMatchObject({ name: "MonitoringSubscriptionAlreadyExists" });
    const RealtimeMetricsSubscriptionConfig = { RealtimeMetricsSubscriptionStatus: "Disabled" as const };
    const changed = { RealtimeMetricsSubscriptionConfig };
    await plane.client.createMonitoringSubscription({ DistributionId, MonitoringSubscription: changed });
    expect((await plane.client.getMonitoringSubscription({ DistributionId })).MonitoringSubscription).toEqual(changed);
    await create(DistributionId);
    await expect(create("ENONE")).rejects.toMatchObject({ name: "NoSuchDistribution" });
    const read = await plane.client.getMonitoringSubscription({ DistributionId });
    expect(read.MonitoringSubscription).toEqual(MonitoringSubscription);
    await plane.client.deleteMonitoringSubscription({ DistributionId });
    await expect(plane.client.getMonitoringSubscription({ DistributionId })).rejects.toMatchObject({
      name: "NoSuchMonitoringSubscription",
    });
  });
});
