import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js";
import { S3ControlMultiRegionAccessPoint } from "@cdktf/provider-aws/lib/s3control-multi-region-access-point/index.js";
import { describe, expect, it } from "vitest";
import { behavior, customOrigin, distribution, reported, withOrigin } from "../testing/index.ts";

const at = "environments/prod.ts: site-prod: aws_cloudfront_distribution.site";

describe("an origin", () => {
  it("has Origin Shield in a region that has it", () => {
    const shield = (originShieldRegion: string) => withOrigin({ originShield: { enabled: true, originShieldRegion } });
    expect(reported(shield("eu-west-1"))).toEqual([]);
    expect(reported(shield("eu-south-1"))[0]).toContain(
      `${at}.origin[0].origin_shield.origin_shield_region: 'eu-south-1' has no Origin Shield.`,
    );
  });

  it("has at least the response timeout for a complete response", () => {
    const completion = (responseCompletionTimeout: number, originReadTimeout?: number) =>
      withOrigin({
        responseCompletionTimeout,
        customOriginConfig: { ...customOrigin, ...(originReadTimeout === undefined ? {} : { originReadTimeout }) },
      });
    expect(reported(completion(60, 60))).toEqual([]);
    expect(reported(completion(29))[0]).toContain("29 seconds for a complete response, but 30 until");
    expect(reported(completion(59, 60))[0]).toContain(`${at}.origin[0].response_completion_timeout: `);
  });

  it("does not take gRPC with a client certificate, also as a member of an origin group", () => {
    const clientCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const messages = reported((stack) => {
      const created = distribution(stack, {
        origin: ["a", "b"].map((originId) => ({
          originId,
          domainName: "x.example.com",
          customOriginConfig: customOrigin,
        })),
        originGroup: [
          {
            originId: "both",
            failoverCriteria: { statusCodes: [500] },
            member: [{ originId: "a" }, { originId: "b" }],
          },
        ],
        defaultCacheBehavior: behavior({
          targetOriginId: "both",
          allowedMethods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
          grpcConfig: { enabled: true },
        }),
      });
      created.addOverride("origin.1.custom_origin_config.origin_mtls_config", {
        client_certificate_arn: clientCertificateArn,
      });
    });
    expect(messages).toContainEqual(
      expect.stringContaining(
        `${at}.default_cache_behavior: gRPC is on, which the origin 'b' with a client certificate`,
      ),
    );
  });
});

describe("an origin group", () => {
  const withMethods = (allowedMethods: string[]) =>
    reported((stack) => {
      distribution(stack, {
        origin: ["a", "b"].map((originId) => ({
          originId,
          domainName: "x.example.com",
          customOriginConfig: customOrigin,
        })),
        originGroup: [
          {
            originId: "both",
            failoverCriteria: { statusCodes: [500] },
            member: [{ originId: "a" }, { originId: "b" }],
          },
        ],
        defaultCacheBehavior: behavior({ targetOriginId: "both", allowedMethods }),
      });
    });

  it("is for behaviors that allow GET, HEAD and OPTIONS only", () => {
    expect(withMethods(["GET", "HEAD", "OPTIONS"])).toEqual([]);
    expect(withMethods(["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"])[0]).toContain(
      `${at}.default_cache_behavior: The behavior allows PUT, POST, PATCH, DELETE; one of the origin group 'both'`,
    );
  });
});

describe("an origin's access control", () => {
  const signedBy = (originType: string, signingProtocol: string, domainName?: string) =>
    reported((stack) => {
      const { id: originAccessControlId } = new CloudfrontOriginAccessControl(stack, "access", {
        name: "access",
        originAccessControlOriginType: originType,
        signingBehavior: "always",
        signingProtocol,
      });
      const point = new S3ControlMultiRegionAccessPoint(stack, "docs", {
        details: { name: "docs", region: [{ bucket: "a" }] },
      });
      distribution(stack, {
        origin: [{ originId: "pages", domainName: domainName ?? point.domainName, originAccessControlId }],
      });
    });

  it("signs with sigv4a for a Multi-Region Access Point, and with sigv4 for a bucket", () => {
    const bucket = "pages.s3.eu-west-1.amazonaws.com";
    expect(signedBy("s3", "sigv4a")).toEqual([]);
    expect(signedBy("s3", "sigv4", bucket)).toEqual([]);
    expect(signedBy("s3", "sigv4")[0]).toContain(`${at}.origin[0].origin_access_control_id: `);
    expect(signedBy("s3", "sigv4a", bucket)[0]).toContain("takes sigv4.");
  });

  it("is of the type of its origin", () => {
    expect(signedBy("lambda", "sigv4", "app.example.com")[0]).toContain("is not the host of a Lambda function's URL");
  });
});
