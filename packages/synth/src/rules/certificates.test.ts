import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate/index.js";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation/index.js";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { distribution, reported } from "../testing/index.ts";

const certificate = (stack: TerraformStack, ...[domainName, ...subjectAlternativeNames]: [string, ...string[]]) =>
  new AcmCertificate(stack, "names", { domainName, subjectAlternativeNames, validationMethod: "DNS" });
const serving = (stack: TerraformStack, acmCertificateArn: string) => {
  const viewerCertificate = { acmCertificateArn, sslSupportMethod: "sni-only" };
  distribution(stack, { aliases: ["example.com", "www.example.com"], viewerCertificate });
};

describe("a certificate of the stack", () => {
  it("is reported if it does not cover an alias, also where the distribution waits for its validation", () => {
    const expected = "site.viewer_certificate: The certificate for *.example.com does not cover example.com.";
    const direct = reported((stack) => serving(stack, certificate(stack, "*.example.com").arn));
    const validated = reported((stack) => {
      const { arn: certificateArn } = certificate(stack, "*.example.com");
      serving(stack, new AcmCertificateValidation(stack, "valid", { certificateArn }).certificateArn);
    });
    expect(direct).toEqual([expect.stringContaining(expected)]);
    expect(validated).toEqual(direct);
  });

  it("passes if it covers all aliases, and so does a certificate whose names are unknown", () => {
    expect(reported((stack) => serving(stack, certificate(stack, "example.com", "*.example.com").arn))).toEqual([]);
    expect(reported((stack) => serving(stack, "arn:aws:acm:us-east-1:123456789012:certificate/1"))).toEqual([]);
  });
});
