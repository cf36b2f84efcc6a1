import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const create = (Comment: string) =>
  controlPlane.client.createCloudFrontOriginAccessIdentity({
    CloudFrontOriginAccessIdentityConfig: { CallerReference: "once", Comment },
  });

describe("an origin access identity", () => {
  it("is created once per caller reference", async () => {
    const first = await create("site");
    const again = await create("site");
    expect(again.CloudFrontOriginAccessIdentity).toEqual(first.CloudFrontOriginAccessIdentity);
    await expect(create("another")).rejects.toMatchObject({ name: "CloudFrontOriginAccessIdentityAlreadyExists" });
    const { CloudFrontOriginAccessIdentityList: list } = await controlPlane.client.listCloudFrontOriginAccessIdentities(
      {},
    );
    expect(list?.Items).toEqual([
      {
        Id: first.CloudFrontOriginAccessIdentity?.Id,
        S3CanonicalUserId: first.CloudFrontOriginAccessIdentity?.S3CanonicalUserId,
        Comment: "site",
      },
    ]);
  });

  it("can't change its caller reference", async () => {
    const { CloudFrontOriginAccessIdentity: made, ETag: IfMatch } = await create("site");
    const update = controlPlane.client.updateCloudFrontOriginAccessIdentity({
      Id: made?.Id ?? "",
      IfMatch,
      CloudFrontOriginAccessIdentityConfig: { CallerReference: "twice", Comment: "site" },
    });
    await expect(update).rejects.toMatchObject({ name: "IllegalUpdate" });
  });
});
