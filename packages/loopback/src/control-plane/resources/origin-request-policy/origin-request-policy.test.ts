import { managedPolicies } from "@featheredge/aws-rules";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const config = {
  Name: "viewer",
  HeadersConfig: { HeaderBehavior: "allExcept", Headers: { Quantity: 1, Items: ["Host"] } },
  CookiesConfig: { CookieBehavior: "all" },
  QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: { Quantity: 1, Items: ["q"] } },
} as const;
const asSent = () => structuredClone(config) as never;

describe("an origin request policy", () => {
  it("is returned as it was sent, updated and deleted", async () => {
    const made = await controlPlane.client.createOriginRequestPolicy({ OriginRequestPolicyConfig: asSent() });
    const Id = made.OriginRequestPolicy?.Id ?? "";
    expect(made.Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/origin-request-policy/${Id}`);
    expect((await controlPlane.client.getOriginRequestPolicyConfig({ Id })).OriginRequestPolicyConfig).toEqual(config);
    const { ETag } = await controlPlane.client.updateOriginRequestPolicy({
      Id,
      IfMatch: made.ETag,
      OriginRequestPolicyConfig: { ...(asSent() as object), Comment: "more" } as never,
    });
    expect(controlPlane.deployment.originRequestPolicy(Id)?.Comment).toBe("more");
    await controlPlane.client.deleteOriginRequestPolicy({ Id, IfMatch: ETag });
    await expect(controlPlane.client.getOriginRequestPolicy({ Id })).rejects.toMatchObject({
      name: "NoSuchOriginRequestPolicy",
    });
  });

  it("must have one of CloudFront's behaviors, and at most 10 query strings", async () => {
    const Items = Array.from({ length: 11 }, (_, index) => `q${index}`);
    const create = (changes: object) =>
      controlPlane.client.createOriginRequestPolicy({ OriginRequestPolicyConfig: { ...config, ...changes } as never });
    await expect(create({ HeadersConfig: { HeaderBehavior: "some" } })).rejects.toMatchObject({
      name: "InvalidArgument",
    });
    await expect(
      create({ QueryStringsConfig: { QueryStringBehavior: "whitelist", QueryStrings: { Quantity: 11, Items } } }),
    ).rejects.toMatchObject({ name: "TooManyQueryStringsInOriginRequestPolicy" });
  });

  it("exists as managed by AWS, for each known id", async () => {
    const { OriginRequestPolicyList: list } = await controlPlane.client.listOriginRequestPolicies({ Type: "managed" });
    const ids = list?.Items?.map((item) => item.OriginRequestPolicy?.Id);
    expect(ids?.sort()).toEqual(Object.values(managedPolicies.originRequest).sort());
    expect(
      controlPlane.deployment.originRequestPolicy(managedPolicies.originRequest.AllViewerExceptHostHeader),
    ).toMatchObject({
      Name: "Managed-AllViewerExceptHostHeader",
      HeadersConfig: { HeaderBehavior: "allExcept", Headers: { Items: ["Host"] } },
    });
  });
});
