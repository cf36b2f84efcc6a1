import { describe, expect, it } from "vitest";
import { accountOf, routeOf, splitAuthority } from "./routes.ts";

describe("routing a host", () => {
  it.each(["cloudfront.amazonaws.com", "CloudFront.AmazonAWS.com", "123456789012.cloudfront-kvs.global.api.aws"])(
    "sends %s to the control plane",
    (host) => {
      expect(routeOf(host)).toBe("cloudfront");
    },
  );

  it.each([
    "sts.amazonaws.com",
    "s3.eu-west-1.amazonaws.com",
    "a.bucket.s3.us-east-1.amazonaws.com",
    "logs.eu-west-1.api.aws",
  ])("sends %s to moto", (host) => {
    expect(routeOf(host)).toBe("moto");
  });

  it.each([
    "example.com",
    "amazonaws.com.example.com",
    "evilamazonaws.com",
    "sts.cn-north-1.amazonaws.com.cn",
    "api.aws",
    "169.254.169.254",
    "localhost",
    "",
  ])("refuses '%s'", (host) => {
    expect(routeOf(host)).toBe("refused");
  });
});

describe("an authority", () => {
  it("has port 443 unless it names another", () => {
    expect(splitAuthority("STS.amazonaws.com")).toEqual({ host: "sts.amazonaws.com", port: 443 });
    expect(splitAuthority("sts.amazonaws.com:22")).toEqual({ host: "sts.amazonaws.com", port: 22 });
    expect(splitAuthority("[::1]:443")).toEqual({ host: "[::1]", port: 443 });
  });

  it("has no port when the text after the colon is not a number", () => {
    expect(splitAuthority("sts.amazonaws.com:x").port).toBeUndefined();
    expect(splitAuthority("sts.amazonaws.com:443:1").port).toBeUndefined();
  });
});

describe("the account of a request", () => {
  it("is the access key id of SigV4 and SigV4A if that has twelve digits", () => {
    expect(accountOf("AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/s3/aws4_request", "/")).toBe(
      "123456789012",
    );
    expect(accountOf("AWS4-ECDSA-P256-SHA256 Credential=123456789012/20260101/s3/aws4_request", "/")).toBe(
      "123456789012",
    );
  });

  it("is also read from a presigned URL", () => {
    expect(accountOf(undefined, "/key?X-Amz-Credential=123456789012%2F20260101%2Fus-east-1")).toBe("123456789012");
  });

  it("is undefined for other keys and for unsigned requests", () => {
    expect(accountOf("AWS4-HMAC-SHA256 Credential=ASIAQWERTY/20260101/us-east-1/s3/aws4_request", "/")).toBeUndefined();
    expect(accountOf("AWS4-HMAC-SHA256 Credential=1234567890123/2026/x", "/")).toBeUndefined();
    expect(accountOf(undefined, "/?account=123456789012")).toBeUndefined();
  });
});
