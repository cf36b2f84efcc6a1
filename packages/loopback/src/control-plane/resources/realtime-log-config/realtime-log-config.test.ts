import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const config = () => ({
  Name: "live",
  SamplingRate: 50,
  Fields: ["timestamp", "c-ip"],
  EndPoints: [
    {
      StreamType: "Kinesis",
      KinesisStreamConfig: {
        RoleARN: "arn:aws:iam::123456789012:role/logs",
        StreamARN: "arn:aws:kinesis:us-east-1:123456789012:stream/logs",
      },
    },
  ],
});

describe("a real-time log configuration", () => {
  it("is found by its ARN and by its name, and an update changes only the members that it has", async () => {
    const { RealtimeLogConfig: made } = await controlPlane.client.createRealtimeLogConfig(config());
    expect(made).toEqual({ ...config(), ARN: "arn:aws:cloudfront::123456789012:realtime-log-config/live" });
    const byArn = await controlPlane.client.getRealtimeLogConfig({ ARN: made?.ARN });
    expect(byArn.RealtimeLogConfig).toEqual(made);
    const updated = await controlPlane.client.updateRealtimeLogConfig({ ARN: made?.ARN, SamplingRate: 10 });
    expect(updated.RealtimeLogConfig).toEqual({ ...made, SamplingRate: 10 });
    expect((await controlPlane.client.getRealtimeLogConfig({ Name: "live" })).RealtimeLogConfig?.SamplingRate).toBe(10);
    expect((await controlPlane.client.listRealtimeLogConfigs({})).RealtimeLogConfigs?.Items).toHaveLength(1);
    await controlPlane.client.deleteRealtimeLogConfig({ Name: "live" });
    await expect(controlPlane.client.getRealtimeLogConfig({ Name: "live" })).rejects.toMatchObject({
      name: "NoSuchRealtimeLogConfig",
    });
  });

  it("must have one stream, some fields, a rate of 1 to 100 and a unique name", async () => {
    const refused = { name: "InvalidArgument" };
    await expect(controlPlane.client.createRealtimeLogConfig({ ...config(), SamplingRate: 0 })).rejects.toMatchObject(
      refused,
    );
    await expect(controlPlane.client.createRealtimeLogConfig({ ...config(), EndPoints: [] })).rejects.toMatchObject(
      refused,
    );
    await controlPlane.client.createRealtimeLogConfig(config());
    await expect(controlPlane.client.createRealtimeLogConfig(config())).rejects.toMatchObject({
      name: "RealtimeLogConfigAlreadyExists",
    });
  });
});
