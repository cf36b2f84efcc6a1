import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js";
import { managedPolicies, type RequestRead } from "@featheredge/aws-rules";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { behavior, distribution, lambda, reported } from "../testing/index.ts";
import { setEnvironmentKeys } from "./environment-keys.ts";

const { cache, originRequest } = managedPolicies;
const read = (kind: RequestRead["kind"], name: string): RequestRead => ({
  kind,
  name,
  at: "edge-handlers/a/handler.ts:3",
});
const session = read("cookie", "session");

interface Policies {
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
}

/** The diagnostics of a behavior with a function that reads a part of the request. */
function reportedFor(
  one: RequestRead,
  policies: Policies | ((stack: TerraformStack) => Policies),
  eventType = "origin-request",
) {
  return reported((stack) => {
    const created = lambda(stack);
    setEnvironmentKeys(created, { resource: "distributions.site.defaultBehavior.originRequest", reads: [one] });
    const { cachePolicyId, ...others } = typeof policies === "function" ? policies(stack) : policies;
    const association = [{ eventType, lambdaArn: created.qualifiedArn }];
    distribution(stack, {
      defaultCacheBehavior: behavior({ cachePolicyId, ...others, lambdaFunctionAssociation: association }),
    });
  }).filter((text) => text.includes("pass "));
}

describe("FE-DST-106: a part of the request that a function at an origin event reads", () => {
  const optimized = { cachePolicyId: cache.CachingOptimized };

  it("is reported with the line where no policy passes it on", () => {
    expect(reportedFor(session, optimized)).toEqual([
      expect.stringContaining(
        "aws_cloudfront_distribution.site.default_cache_behavior.cache_policy_id: edge-handlers/a/handler.ts:3 reads the cookie 'session', but the policies of this behavior pass none on to origin events.",
      ),
    ]);
    expect(reportedFor(session, { ...optimized, originRequestPolicyId: originRequest["CORS-S3Origin"] })).toHaveLength(
      1,
    );
    expect(reportedFor(session, optimized, "origin-response")).toHaveLength(1);
    expect(reportedFor(read("header", "User-Agent"), optimized)[0]).toContain("pass CloudFront's own on");
  });

  it.each([
    ["AllViewer", session],
    ["AllViewerExceptHostHeader", read("header", "X-Plan")],
    ["AllViewerExceptHostHeader", read("query", "page")],
    ["CORS-S3Origin", read("header", "origin")],
    ["CORS-CustomOrigin", read("header", "Origin")],
    ["UserAgentRefererHeaders", read("header", "referer")],
    ["Elemental-MediaTailor-PersonalizedManifests", read("query", "page")],
    ["AllViewer", read("cookie", "*")],
  ] as const)("is passed on by %s: %o", (name, one) => {
    expect(reportedFor(one, { ...optimized, originRequestPolicyId: originRequest[name] })).toEqual([]);
    expect(reportedFor(one, optimized)).toHaveLength(1);
  });

  it("is passed on by a managed cache policy", () => {
    expect(reportedFor(session, { cachePolicyId: cache.UseOriginCacheControlHeaders })).toEqual([]);
    expect(reportedFor(read("query", "start"), { cachePolicyId: cache["Elemental-MediaPackage"] })).toEqual([]);
    expect(reportedFor(read("query", "page"), { cachePolicyId: cache["Elemental-MediaPackage"] })).toHaveLength(1);
  });

  it.each([
    ["whitelist", "session", 0],
    ["whitelist", "theme", 1],
    ["allExcept", "session", 1],
    ["allExcept", "theme", 0],
  ])("is looked up in a policy of the stack: %s %s", (cookieBehavior, name, count) => {
    const own = {
      headersConfig: { headerBehavior: "none" },
      cookiesConfig: { cookieBehavior, cookies: { items: [name] } },
      queryStringsConfig: { queryStringBehavior: "none" },
    };
    const none = { ...own, cookiesConfig: { cookieBehavior: "none" } };
    const originPolicy = (stack: TerraformStack) => ({
      ...optimized,
      originRequestPolicyId: new CloudfrontOriginRequestPolicy(stack, "own", { name: "own", ...own }).id,
    });
    const cachePolicy = (stack: TerraformStack) => ({
      cachePolicyId: new CloudfrontCachePolicy(stack, "own", {
        name: "own",
        parametersInCacheKeyAndForwardedToOrigin: own,
      }).id,
      originRequestPolicyId: new CloudfrontOriginRequestPolicy(stack, "none", { name: "none", ...none }).id,
    });
    expect(reportedFor(session, originPolicy)).toHaveLength(count);
    expect(reportedFor(session, cachePolicy)).toHaveLength(count);
  });

  it("is not reported where a policy is unknown, or CloudFront decides by itself", () => {
    expect(
      reportedFor(session, { ...optimized, originRequestPolicyId: "00000000-1111-2222-3333-444444444444" }),
    ).toEqual([]);
    expect(reportedFor(read("header", "Content-Type"), optimized)).toEqual([]);
    expect(reportedFor(read("header", "host"), optimized)).toEqual([]);
  });
});
