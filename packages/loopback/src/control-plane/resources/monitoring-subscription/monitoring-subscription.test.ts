import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const MonitoringSubscription = {
  RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: "Enabled" as const },
};

describe("a monitoring subscription", () => {
  it("belongs to an existing distribution, and is changed by creating it with another status", async () => {
    const { Distribution } = await controlPlane.client.createDistribution({ DistributionConfig: distributionConfig() });
    const DistributionId = Distribution?.Id;
    const create = (id: string | undefined) =>
      controlPlane.client.createMonitoringSubscription({ DistributionId: id, MonitoringSubscription });
    await create(DistributionId);
    await expect(create(DistributionId)).rejects.toMatchObject({ name: "MonitoringSubscriptionAlreadyExists" });
    const RealtimeMetricsSubscriptionConfig = { RealtimeMetricsSubscriptionStatus: "Disabled" as const };
    const changed = { RealtimeMetricsSubscriptionConfig };
    await controlPlane.client.createMonitoringSubscription({ DistributionId, MonitoringSubscription: changed });
    expect((await controlPlane.client.getMonitoringSubscription({ DistributionId })).MonitoringSubscription).toEqual(
      changed,
    );
    await create(DistributionId);
    await expect(create("ENONE")).rejects.toMatchObject({ name: "NoSuchDistribution" });
    const read = await controlPlane.client.getMonitoringSubscription({ DistributionId });
    expect(read.MonitoringSubscription).toEqual(MonitoringSubscription);
    await controlPlane.client.deleteMonitoringSubscription({ DistributionId });
    await expect(controlPlane.client.getMonitoringSubscription({ DistributionId })).rejects.toMatchObject({
      name: "NoSuchMonitoringSubscription",
    });
  });
});
