import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../testing/control-plane.ts";

let controlPlane: TestControlPlane;

beforeEach(async () => {
  controlPlane = await startControlPlane();
  return () => controlPlane.close();
});

const create = (config: Partial<ResponseHeadersPolicyConfig>) =>
  controlPlane.client.createResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: "headers", ...config } });
const custom = (...names: string[]) => ({
  CustomHeadersConfig: {
    Quantity: names.length,
    Items: names.map((Header) => ({ Header, Value: "1", Override: true })),
  },
});

const removed = (...names: string[]) => ({
  RemoveHeadersConfig: { Quantity: names.length, Items: names.map((Header) => ({ Header })) },
});
const cors = (config: Partial<NonNullable<ResponseHeadersPolicyConfig["CorsConfig"]>>) => ({
  CorsConfig: {
    AccessControlAllowOrigins: { Quantity: 1, Items: ["*"] },
    AccessControlAllowHeaders: { Quantity: 1, Items: ["*"] },
    AccessControlAllowMethods: { Quantity: 1, Items: ["GET" as const] },
    AccessControlAllowCredentials: false,
    OriginOverride: false,
    ...config,
  },
});

describe("a response headers policy", () => {
  it("is returned as it was sent", async () => {
    const config: ResponseHeadersPolicyConfig = {
      Name: "headers",
      SecurityHeadersConfig: {
        StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
        ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "default-src 'self'" },
      },
      ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 12.5 },
      ...custom("x-a", "x-b"),
    };
    const made = await create(config);
    expect(made.ResponseHeadersPolicy?.ResponseHeadersPolicyConfig).toEqual(config);
    expect(controlPlane.deployment.responseHeadersPolicy(made.ResponseHeadersPolicy?.Id ?? "")).toEqual(config);
  });

  it.each<[string, Partial<ResponseHeadersPolicyConfig>, string]>([
    ["a security header as a custom one", custom("Strict-Transport-Security"), "InvalidArgument"],
    ["a header that CloudFront keeps for itself", custom("Connection"), "InvalidArgument"],
    ["a header twice", custom("x-a", "X-A"), "InvalidArgument"],
    ["content-length", custom("Content-Length"), "InvalidArgument"],
    ["transfer-encoding", custom("transfer-encoding"), "InvalidArgument"],
    ["a header name with a space", custom("x a"), "InvalidArgument"],
    ["a header name with a colon", custom("x:a"), "InvalidArgument"],
    ["an empty header name", custom(""), "InvalidArgument"],
    ["a header name with a line break", custom("x\r\ny"), "InvalidArgument"],
    ["a header name beyond ASCII", custom("x-\u00e9"), "InvalidArgument"],
    [
      "a header value with a line break",
      { CustomHeadersConfig: { Quantity: 1, Items: [{ Header: "x", Value: "a\r\nSet-Cookie: a=b", Override: true }] } },
      "InvalidArgument",
    ],
    ["content-encoding to remove", removed("Content-Encoding"), "InvalidArgument"],
    ["x-edge-location to remove", removed("X-Edge-Location"), "InvalidArgument"],
    ["a header name with a space to remove", removed("x a"), "InvalidArgument"],
    [
      "a content security policy with a line break",
      { SecurityHeadersConfig: { ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "a\nb" } } },
      "InvalidArgument",
    ],
    [
      "a report URI with a line break",
      { SecurityHeadersConfig: { XSSProtection: { Override: true, Protection: true, ReportUri: "/a\r\nX: y" } } },
      "InvalidArgument",
    ],
    [
      "a space in an allowed header",
      cors({ AccessControlAllowHeaders: { Quantity: 1, Items: ["x a"] } }),
      "InvalidArgument",
    ],
    [
      "a line break in an exposed header",
      cors({ AccessControlExposeHeaders: { Quantity: 1, Items: ["x\n"] } }),
      "InvalidArgument",
    ],
    [
      "a line break in an allowed origin",
      cors({ AccessControlAllowOrigins: { Quantity: 1, Items: ["a\nb"] } }),
      "InvalidArgument",
    ],
    [
      "11 custom headers",
      custom(..."abcdefghijk".split("").map((letter) => `x-${letter}`)),
      "TooManyCustomHeadersInResponseHeadersPolicy",
    ],
    [
      "a content security policy of 1,784 characters",
      {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "x".repeat(1_784) },
        },
      },
      "TooLongCSPInResponseHeadersPolicy",
    ],
    [
      "a sampling rate above 100",
      { ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 101 } },
      "InvalidArgument",
    ],
  ])("can't have %s", async (_, config, name) => {
    await expect(create(config)).rejects.toMatchObject({ name });
  });

  it("exists as managed by AWS, for each known id", async () => {
    const { ResponseHeadersPolicyList: list } = await controlPlane.client.listResponseHeadersPolicies({
      Type: "managed",
    });
    const ids = list?.Items?.map((item) => item.ResponseHeadersPolicy?.Id);
    expect(ids?.sort()).toEqual(Object.values(managedPolicies.responseHeaders).sort());
    expect(
      controlPlane.deployment.responseHeadersPolicy(managedPolicies.responseHeaders.SecurityHeadersPolicy),
    ).toMatchObject({
      Name: "Managed-SecurityHeadersPolicy",
      SecurityHeadersConfig: { FrameOptions: { FrameOption: "SAMEORIGIN" } },
    });
  });
});
