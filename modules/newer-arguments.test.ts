import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { HclStack } from "@featheredge/synth";
import { customOrigin, distribution } from "@featheredge/synth/testing";
import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { addNewerArguments, type NewerArgument } from "./newer-arguments.ts";

const origin = { domainName: "app.example.com", customOriginConfig: customOrigin };

/** A distribution with two origins and newer arguments, as HCL and as JSON. */
function written(...added: NewerArgument[]) {
  const stack = new HclStack(Testing.app({ stackTraces: false, outdir: "not-written" }), "site", {
    heading: "test",
    requiredProviders: { aws: { source: "hashicorp/aws", version: ">= 6.51.0" } },
    identity: { kind: "distribution", environment: "prod", name: "site" },
  });
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const resource = distribution(stack, { origin: ["a", "b"].map((originId) => ({ originId, ...origin })) });
  addNewerArguments(resource, added);
  return {
    hcl: stack.toHclTerraform().hcl,
    json: resource.toTerraform().resource.aws_cloudfront_distribution.site,
  };
}

describe("a newer argument", () => {
  it("is written into a nested block, as HCL and as JSON", () => {
    const { hcl, json } = written(
      {
        path: ["origin", 1, "custom_origin_config", "origin_mtls_config"],
        value: { client_certificate_arn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
        isBlock: true,
      },
      { path: ["origin", 0, "custom_origin_config", "newest"], value: 3 },
    );
    expect(hcl).toContain(`      origin_mtls_config {
        client_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
      }`);
    expect(hcl.match(/origin_mtls_config/g)).toHaveLength(1);
    expect(hcl).toMatch(/newest +=\s3/);
    expect(json.origin[0].custom_origin_config.newest).toBe(3);
    expect(json.origin[1].custom_origin_config.origin_mtls_config).toHaveProperty("client_certificate_arn");
  });

  it("is reported if the resource lacks its block", () => {
    expect(() => written({ path: ["origin", 0, "vpc_origin_config", "owner_account_id"], value: "1" })).toThrow(
      "The resource has no block origin.0.vpc_origin_config.",
    );
  });
});
