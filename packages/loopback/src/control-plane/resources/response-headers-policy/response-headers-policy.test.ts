import type { ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import { managedPolicies } from "@featheredge/aws-rules";
import { beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../../test-control-plane.ts";

let plane: TestControlPlane;

beforeEach(async () => {
  plane = await startControlPlane();
  return () => plane.close();
});

const create = (config: Partial<ResponseHeadersPolicyConfig>) =>
  plane.client.createResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: "headers", ...config } });
const custom = (...names: string[]) => ({
  CustomHeadersConfig: {
    Quantity: names.length,
    Items: names.map((Header) => ({ Header, Value: "1", Override: true })),
  },
});

describe("a response headers policy", () => {
  it("is answered as it was sent", async () => {
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
    expect(plane.deployment.responseHeadersPolicy(made.ResponseHeadersPolicy?.Id ?? "")).toEqual(config);
  });

  it.each<[string, Partial<ResponseHeadersPolicyConfig>, string]>([
    ["a security header as a custom one", custom("Strict-Transport-Security"), "InvalidArgument"],
    ["a header that CloudFront keeps for itself", custom("Connection"), "InvalidArgument"],
    ["a header twice", custom("x-a", "X-A"), "InvalidArgument"],
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

  it("is managed by AWS under all of the known ids", async () => {
    const { ResponseHeadersPolicyList: list } = await plane.client.listResponseHeadersPolicies({ Type: "managed" });
    const ids = list?.Items?.map((item) => item.ResponseHeadersPolicy?.Id);
    expect(ids?.sort()).toEqual(Object.values(managedPolicies.responseHeaders).sort());
    expect(plane.deployment.responseHeadersPolicy(managedPolicies.responseHeaders.SecurityHeadersPolicy)).toMatchObject(
      {
        Name: "Managed-SecurityHeadersPolicy",
        SecurityHeadersConfig: { FrameOptions: { FrameOption: "SAMEORIGIN" } },
      },
    );
  });
});
