import { monthlyCost } from "@featheredge/aws-rules";
import { describe, expect, it } from "vitest";
import type { DistributionEntry } from "../project/registry.ts";
import { plannedOf, sharedWebAcls, type UsageInput, usageOf } from "./usage.ts";

const webAcl = {
  ipRules: [],
  geoRules: [1],
  rateRules: [1],
  managedRuleGroups: [1, 2, 3, 4],
  uploadPaths: ["/upload"],
  logging: { keep: "all" as const },
};

const distribution = (changes: Partial<DistributionEntry> = {}): DistributionEntry => ({
  traffic: {
    viewerRequestsPerMonth: 1_000_000,
    responseKilobytes: 50,
    cacheHitRatio: 0.9,
    invalidationPathsPerMonth: 20,
  },
  pricingPlan: "pay-as-you-go",
  pricingPlanAllows: [],
  origins: { pages: {} },
  defaultBehavior: { cachePolicy: "CachingOptimized", lambdaDurationMs: 10, trafficShare: 0.75 },
  behaviors: [{ cachePolicy: "CachingDisabled", lambdaDurationMs: 10, cacheHitRatio: 0 }],
  ...changes,
});

const run = (name: string, runtime: string, runsPerMonth: number, perMonth: number, of = "site") =>
  ({ distribution: of, function: name, runtime, runsPerMonth, perMonth }) as UsageInput["functions"][number];

const input = (changes: Partial<DistributionEntry> = {}): UsageInput => ({
  name: "site",
  distribution: distribution(changes),
  build: {
    behaviors: [
      {
        distribution: "site",
        key: "distributions.site.defaultBehavior",
        path: "*",
        isDefault: true,
        bucket: "pages",
        functions: {},
      },
      { distribution: "site", key: "distributions.site.behaviors[0]", path: "/api", isDefault: false, functions: {} },
    ],
    functions: [{ name: "flags", keyValueStore: { entries: 1 } } as UsageInput["build"]["functions"][number]],
  },
  functions: [
    run("flags", "cloudfront-function", 1_000, 0.1),
    run("headers", "cloudfront-function", 500, 0.1),
    run("auth", "lambda-at-edge", 300, 2),
    run("flags", "cloudfront-function", 9_999, 1, "shop"),
  ],
  s3Bytes: 5,
});

describe("the use of a distribution in a month", () => {
  it("follows from its stated traffic and from its functions, not from those of other distributions", () => {
    expect(usageOf(input())).toEqual({
      requests: 1_000_000,
      bytes: 50e9,
      cloudFrontFunctionRuns: 1_500,
      keyValueStoreReads: 1_000,
      lambdaAtEdge: { runs: 300, perMonth: 2 },
      webAcl: undefined,
      logsToCloudWatch: false,
      realTimeLogPercent: 0,
      invalidationPaths: 20,
      s3Requests: 75_000,
      s3Bytes: 5,
    });
  });

  it("has a web ACL with the rules of the environment, or an existing one whose rules are not known", () => {
    expect(usageOf(input({ webAcl })).webAcl).toEqual({ rules: 7, logged: true });
    expect(usageOf(input({ webAcl: { ...webAcl, logging: false } })).webAcl).toEqual({ rules: 7, logged: false });
    const onlyBlocked = { ...webAcl, logging: { keep: "blocked" as const } };
    expect(usageOf(input({ webAcl: onlyBlocked })).webAcl).toEqual({ rules: 7, logged: false });
    expect(usageOf(input({ webAcl: "arn:aws:wafv2:…" })).webAcl).toEqual({ rules: undefined, logged: false });
  });

  it("has a web ACL that several distributions share on the bill of the first only", () => {
    const site = (changes: Partial<DistributionEntry> = {}) => distribution({ stack: "web", webAcl, ...changes });
    const shared = sharedWebAcls({
      first: site(),
      second: site(),
      "other options": site({ webAcl: { ...webAcl, geoRules: [] } }),
      "another stack": site({ stack: undefined }),
      "a plan's": site({ pricingPlan: "pro" }),
      existing: site({ webAcl: "arn:aws:wafv2:…" }),
    });
    expect([...shared]).toEqual([["second", "first"]]);
    const second = usageOf({ ...input({ webAcl }), webAclPaidBy: shared.get("second") });
    expect(monthlyCost(second).map(({ item }) => item)).not.toContain("web ACL");
    expect(monthlyCost(second).map(({ item }) => item)).toContain("web ACL requests");
    expect(monthlyCost(usageOf(input({ webAcl }))).map(({ item }) => item)).toContain("web ACL");
  });

  it("has logs where the distribution sends them", () => {
    const logged = input({ logging: { cloudwatchLogs: {} }, realtimeLogs: { samplingRate: 5 } });
    expect(usageOf(logged)).toMatchObject({ logsToCloudWatch: true, realTimeLogPercent: 5 });
  });
});

describe("the parts that plans have rules for", () => {
  it("are counted, and features that not every plan has are named", () => {
    expect(plannedOf(input())).toEqual({
      allowed: [],
      behaviors: 2,
      hasWebAcl: false,
      webAclRules: undefined,
      features: ["lambda-at-edge"],
    });
    const behaviors = [{ cachePolicy: { defaultTtl: 60 }, lambdaDurationMs: 10 }];
    const own = plannedOf({ ...input({ behaviors, realtimeLogs: { samplingRate: 1 } }), functions: [] });
    expect(own.features).toEqual(["custom-cache-policies", "real-time-logs"]);
  });

  it("count AWS's cache policies as AWS's by their ids, too", () => {
    const behaviors = [{ cachePolicy: "658327ea-f89d-4fab-a63d-7e88639e58f6", lambdaDurationMs: 10 }];
    expect(plannedOf({ ...input({ behaviors }), functions: [] }).features).toEqual([]);
  });
});
