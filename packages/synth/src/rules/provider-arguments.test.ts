import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { HclStack } from "../hcl-stack.ts";
import { customOrigin, distribution } from "../testing/index.ts";
import { checkStack } from "./index.ts";

/** The keys and messages for a distribution with a newer argument, in a stack that allows some providers. */
function diagnostics(version: string): (string | undefined)[] {
  const stack = new HclStack(Testing.app({ stackTraces: false, outdir: "not-written" }), "site-prod", {
    heading: "test",
    requiredProviders: { aws: { source: "hashicorp/aws", version } },
    identity: { kind: "distribution", environment: "prod", name: "site" },
  });
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const origin = { originId: "pages", domainName: "pages.example.com" };
  distribution(stack, {
    origin: [
      origin,
      { ...origin, originId: "app", customOriginConfig: { ...customOrigin, ipAddressType: "dualstack" } },
    ],
  });
  return checkStack({ stack, file: "environments/prod.ts" }, () => undefined).map(({ at }) => at?.key);
}

describe("an argument that only newer providers have", () => {
  it("is reported where it is while the stack allows an older provider", () => {
    expect(diagnostics(">= 5.100.0, < 7.0.0")).toEqual([
      "site-prod: aws_cloudfront_distribution.site.origin[1].custom_origin_config.ip_address_type",
    ]);
  });

  it("is accepted once the stack allows no older one", () => {
    expect(diagnostics(">= 6.15.0, < 7.0.0")).toEqual([]);
  });
});
