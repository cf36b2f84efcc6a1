import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane({});
  return () => controlPlane.close();
});

const config = {
  Name: "internal",
  Arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/internal/0123456789abcdef",
  HTTPPort: 80,
  HTTPSPort: 443,
  OriginProtocolPolicy: "https-only",
  OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2"] },
} as const;
const asSent = () => structuredClone(config) as never;

describe("a VPC origin", () => {
  it("is deployed after a while, and keeps its tags", async () => {
    const { VpcOrigin: made } = await controlPlane.client.createVpcOrigin({
      VpcOriginEndpointConfig: asSent(),
      Tags: { Items: [{ Key: "team", Value: "edge" }] },
    });
    expect(made).toMatchObject({ Status: "Deploying", AccountId: "123456789012", VpcOriginEndpointConfig: config });
    controlPlane.advance(60);
    const read = await controlPlane.client.getVpcOrigin({ Id: made?.Id ?? "" });
    expect(read.VpcOrigin?.Status).toBe("Deployed");
    const { Tags } = await controlPlane.client.listTagsForResource({ Resource: made?.Arn ?? "" });
    expect(Tags?.Items).toEqual([{ Key: "team", Value: "edge" }]);
    expect(controlPlane.deployment.vpcOrigin(made?.Id ?? "")).toEqual(config);
  });

  it("is returned when it is deleted", async () => {
    const made = await controlPlane.client.createVpcOrigin({ VpcOriginEndpointConfig: asSent() });
    const Id = made.VpcOrigin?.Id ?? "";
    const gone = await controlPlane.client.deleteVpcOrigin({ Id, IfMatch: made.ETag ?? "" });
    expect(gone.VpcOrigin?.Id).toBe(Id);
    await expect(controlPlane.client.getVpcOrigin({ Id })).rejects.toMatchObject({ name: "EntityNotFound" });
  });

  it("must be a load balancer or an instance", async () => {
    const create = controlPlane.client.createVpcOrigin({
      VpcOriginEndpointConfig: { ...(asSent() as object), Arn: "arn:aws:s3:::bucket" } as never,
    });
    await expect(create).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
