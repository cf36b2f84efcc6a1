import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { TrustStore } from "./index.ts";

describe("a trust store", () => {
  it("has the authorities of a file in S3", () => {
    const location = { bucket: "authorities", key: "clients.pem", region: "eu-west-1" };
    const stack = synthesized((scope) => {
      new TrustStore(scope, "clients", { name: "prod-clients", caCertificatesBundleS3Location: location });
    });
    expect(stack.one("aws_cloudfront_trust_store")).toMatchObject({
      name: "prod-clients",
      ca_certificates_bundle_source: { ca_certificates_bundle_s3_location: location },
    });
  });

  it("rejects a location without a region", () => {
    const location = { bucket: "authorities", key: "clients.pem", region: "Ireland" };
    expect(() =>
      synthesized((scope) => {
        new TrustStore(scope, "clients", { name: "prod-clients", caCertificatesBundleS3Location: location });
      }),
    ).toThrow("an AWS region looks like 'eu-west-1'");
  });
});
