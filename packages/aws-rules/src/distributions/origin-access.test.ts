import { describe, expect, it } from "vitest";
import { checkCompletionTimeout, checkMutualTlsGrpc, checkOriginAccess, checkOriginShieldRegion } from "../index.ts";

const bucket = "site.s3.eu-west-1.amazonaws.com";
const accessPoint = "a1b2.mrap.accesspoint.s3-global.amazonaws.com";
const functionUrl = "abc123.lambda-url.eu-west-1.on.aws";

describe("checkOriginAccess", () => {
  it.each([
    [bucket, "s3", "sigv4"],
    [accessPoint, "s3", "sigv4a"],
    [functionUrl, "lambda", "sigv4"],
    ["media.example.com", "mediapackagev2", "sigv4"],
  ])("accepts %s with an access control for %s that signs with %s", (domainName, originType, signingProtocol) => {
    expect(checkOriginAccess(domainName, { originType, signingProtocol })).toBeUndefined();
  });

  it.each([
    ["site.s3-website-eu-west-1.amazonaws.com", "s3", "sigv4", "is not the host of an S3 bucket"],
    ["api.example.com", "lambda", "sigv4", "is not the host of a Lambda function's URL"],
    [accessPoint, "s3", "sigv4", "takes sigv4a"],
    [bucket, "s3", "sigv4a", "takes sigv4."],
  ])(
    "rejects %s with an access control for %s that signs with %s",
    (domainName, originType, signingProtocol, reason) => {
      expect(checkOriginAccess(domainName, { originType, signingProtocol })).toMatchObject({
        rule: "FE-DST-041",
        message: expect.stringContaining(reason),
      });
    },
  );
});

describe("an origin's settings", () => {
  it("have Origin Shield in some regions only", () => {
    expect(checkOriginShieldRegion("eu-west-1")).toBeUndefined();
    expect(checkOriginShieldRegion("eu-west-3")?.fix).toContain("Did you mean 'eu-west-");
  });

  it("give a response at least as long to complete as to begin", () => {
    expect(checkCompletionTimeout(60, 60)).toBeUndefined();
    expect(checkCompletionTimeout(0, 60)).toBeUndefined();
    expect(checkCompletionTimeout(59, 60)?.message).toContain("59 seconds for a complete response, but 60 until");
  });

  it("rule out gRPC with a client certificate", () => {
    expect(checkMutualTlsGrpc("app").rule).toBe("FE-DST-042");
  });
});
