import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { ContinuousDeployment } from "./index.ts";
import { type ContinuousDeploymentOptions, continuousDeployment } from "./options.ts";

const policy = (options: ContinuousDeploymentOptions) =>
  synthesized((stack) => {
    new ContinuousDeployment(stack, "policy", { options, stagingDomainName: "d1.cloudfront.net" });
  }).one("aws_cloudfront_continuous_deployment_policy");

describe("a continuous deployment policy", () => {
  it("is created disabled, and Terraform leaves it as commands enable it", () => {
    expect(policy({ weight: 0.05 })).toMatchObject({
      enabled: false,
      lifecycle: { ignore_changes: ["enabled"] },
      staging_distribution_dns_names: [{ items: ["d1.cloudfront.net"], quantity: 1 }],
      traffic_config: [{ type: "SingleWeight", single_weight_config: [{ weight: 0.05 }] }],
    });
  });

  it("keeps viewers at one distribution, or selects requests by a header", () => {
    expect(policy({ weight: 0.1, sessionStickiness: { idleTtl: 300, maximumTtl: 600 } }).traffic_config).toMatchObject([
      { single_weight_config: [{ session_stickiness_config: [{ idle_ttl: 300, maximum_ttl: 600 }] }] },
    ]);
    expect(policy({ header: { name: "aws-cf-cd-canary", value: "yes" } }).traffic_config).toMatchObject([
      { type: "SingleHeader", single_header_config: [{ header: "aws-cf-cd-canary", value: "yes" }] },
    ]);
  });

  it("has at most 15 percent of the requests, or a header that CloudFront accepts", () => {
    expect(continuousDeployment.safeParse({ weight: 0.16 }).success).toBe(false);
    expect(continuousDeployment.safeParse({ header: { name: "x-canary", value: "yes" } }).success).toBe(false);
    expect(
      continuousDeployment.safeParse({ weight: 0.1, sessionStickiness: { idleTtl: 60, maximumTtl: 600 } }).success,
    ).toBe(false);
  });
});
