import type { Origin } from "@aws-sdk/client-cloudfront";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";
import { distributionConfig, testOrigin } from "../../testing/distribution.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const custom = { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" } as const;
const bucket = "docs.s3.eu-west-1.amazonaws.com";
const accessPoint = "a1b2.mrap.accesspoint.s3-global.amazonaws.com";

const create = (changes: Partial<Origin>) =>
  controlPlane.client.createDistribution({
    DistributionConfig: distributionConfig({ Origins: { Quantity: 1, Items: [{ ...testOrigin, ...changes }] } }),
  });

/** Creates an access control for S3. @returns its id */
async function accessControl(SigningProtocol: "sigv4" | "sigv4a"): Promise<string> {
  const { OriginAccessControl } = await controlPlane.client.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name: SigningProtocol,
      SigningProtocol,
      SigningBehavior: "always",
      OriginAccessControlOriginType: "s3",
    },
  });
  return OriginAccessControl?.Id ?? "";
}

describe("an origin of a distribution", () => {
  it("keeps Origin Shield, IP address type, completion timeout and client certificate", async () => {
    const settings = {
      OriginShield: { Enabled: true, OriginShieldRegion: "eu-west-1" },
      ResponseCompletionTimeout: 60,
      CustomOriginConfig: {
        ...custom,
        IpAddressType: "dualstack",
        OriginMtlsConfig: { ClientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
      },
    } satisfies Partial<Origin>;
    const { Distribution } = await create(settings);
    expect(Distribution?.DistributionConfig?.Origins?.Items?.[0]).toMatchObject(settings);
  });

  it.each<[string, Partial<Origin>]>([
    ["Origin Shield in a region without it", { OriginShield: { Enabled: true, OriginShieldRegion: "eu-west-3" } }],
    ["a response that must complete before it begins", { ResponseCompletionTimeout: 29 }],
    ["an unknown IP address type", { CustomOriginConfig: { ...custom, IpAddressType: "both" as never } }],
    [
      "a client certificate of another region",
      {
        CustomOriginConfig: {
          ...custom,
          OriginMtlsConfig: { ClientCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1" },
        },
      },
    ],
  ])("can't have %s", async (_, changes) => {
    await expect(create(changes)).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it.each([
    [bucket, "sigv4", undefined],
    [accessPoint, "sigv4a", undefined],
    [bucket, "sigv4a", "InvalidDomainNameForOriginAccessControl"],
    [accessPoint, "sigv4", "InvalidDomainNameForOriginAccessControl"],
    ["app.example.com", "sigv4", "InvalidDomainNameForOriginAccessControl"],
  ] as const)("at %s with an access control that signs with %s: %s", async (DomainName, protocol, code) => {
    const OriginAccessControlId = await accessControl(protocol);
    const isBucket = DomainName.endsWith("amazonaws.com");
    const config = isBucket
      ? { S3OriginConfig: { OriginAccessIdentity: "" }, CustomOriginConfig: undefined }
      : { CustomOriginConfig: custom };
    const created = create({ DomainName, OriginAccessControlId, ...config });
    if (code === undefined) await expect(created).resolves.toHaveProperty("Distribution");
    else await expect(created).rejects.toMatchObject({ name: code });
  });
});

describe("an origin group", () => {
  it("is for behaviors that allow GET, HEAD and OPTIONS only", async () => {
    const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"] as const;
    const config = (count: number) => {
      const allowed = methods.slice(0, count);
      const cached = { Quantity: 2, Items: ["GET" as const, "HEAD" as const] };
      const base = distributionConfig();
      return {
        ...base,
        Origins: { Quantity: 2, Items: [testOrigin, { ...testOrigin, Id: "other" }] },
        OriginGroups: {
          Quantity: 1,
          Items: [
            {
              Id: "both",
              FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [500] } },
              Members: { Quantity: 2, Items: [{ OriginId: "app" }, { OriginId: "other" }] },
            },
          ],
        },
        DefaultCacheBehavior: {
          ...base.DefaultCacheBehavior,
          TargetOriginId: "both",
          ViewerProtocolPolicy: "https-only" as const,
          AllowedMethods: { Quantity: allowed.length, Items: allowed, CachedMethods: cached },
        },
      };
    };
    const create = (count: number) => controlPlane.client.createDistribution({ DistributionConfig: config(count) });
    await expect(create(7)).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(create(3)).resolves.toHaveProperty("Distribution");
  });
});
