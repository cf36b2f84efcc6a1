import { describe, expect, it } from "vitest";
import { checkPlan, checkPlanCount, checkPlanSharing, type PlannedDistribution } from "./check-plan.ts";
import { flatRatePlans, planHas, pricingPlans } from "./plans.ts";

const plain = { behaviors: 2, hasWebAcl: true, webAclRules: 4, features: [] } as const;
const rulesOf = (distribution: PlannedDistribution) => checkPlan(distribution).map(({ rule }) => rule);

describe("the flat-rate plans", () => {
  it("have AWS's prices and allowances", () => {
    const numbers = Object.values(flatRatePlans).map(({ perMonth, requests, gigabytes, behaviors }) => [
      perMonth,
      requests / 1e6,
      gigabytes,
      behaviors,
    ]);
    expect(numbers).toEqual([
      [0, 1, 100, 5],
      [15, 10, 50_000, 10],
      [200, 125, 50_000, 50],
      [1_000, 500, 50_000, 100],
    ]);
  });

  it.each(pricingPlans)("%s accepts a small distribution with a web ACL", (plan) => {
    expect(rulesOf({ ...plain, plan })).toEqual([]);
  });

  it("need a web ACL; pay-as-you-go does not", () => {
    expect(rulesOf({ ...plain, plan: "pro", hasWebAcl: false })).toEqual(["FE-DST-080"]);
    expect(rulesOf({ ...plain, plan: "pay-as-you-go", hasWebAcl: false })).toEqual([]);
  });

  it.each([
    ["free", 5],
    ["pro", 10],
    ["business", 50],
    ["premium", 100],
  ] as const)("%s has %i behaviors", (plan, behaviors) => {
    expect(rulesOf({ ...plain, plan, behaviors })).toEqual([]);
    expect(rulesOf({ ...plain, plan, behaviors: behaviors + 1 })).toEqual(["FE-DST-081"]);
  });

  it("have cache policies of one's own from Business on, and VPC origins from Pro on", () => {
    const has = (feature: "custom-cache-policies" | "vpc-origins") =>
      pricingPlans.filter((plan) => planHas(plan, feature));
    expect(has("custom-cache-policies")).toEqual(["pay-as-you-go", "business", "premium"]);
    expect(has("vpc-origins")).toEqual(["pay-as-you-go", "pro", "business", "premium"]);
  });

  it("have no Lambda@Edge unless the environment says that AWS's page lists it", () => {
    const distribution = { ...plain, plan: "premium", features: ["lambda-at-edge"] } as const;
    expect(checkPlan(distribution)[0]?.message).toBe(
      "The distribution uses Lambda@Edge, which the pricing plan 'premium' does not have.",
    );
    expect(rulesOf({ ...distribution, allowed: ["lambda-at-edge"] })).toEqual([]);
  });

  it("have mutual TLS to origins from Business on", () => {
    expect(pricingPlans.filter((plan) => planHas(plan, "origin-mutual-tls"))).toEqual([
      "pay-as-you-go",
      "business",
      "premium",
    ]);
  });

  it("limit the rules of a web ACL", () => {
    for (const [plan, most] of [
      ["free", 5],
      ["pro", 25],
      ["business", 50],
    ] as const) {
      expect(rulesOf({ ...plain, plan, webAclRules: most })).toEqual([]);
      expect(rulesOf({ ...plain, plan, webAclRules: most + 1 })).toEqual(["FE-DST-084"]);
    }
    expect(rulesOf({ ...plain, plan: "free", webAclRules: undefined })).toEqual([]);
  });

  it("allow an account three free ones", () => {
    expect(checkPlanCount("free", 3)).toBeUndefined();
    expect(checkPlanCount("free", 4)?.rule).toBe("FE-DST-085");
    expect(checkPlanCount("pro", 40)).toBeUndefined();
  });

  it("do not share functions or web ACLs", () => {
    expect(checkPlanSharing("pro", "headers", "shop")?.rule).toBe("FE-DST-083");
    expect(checkPlanSharing("pay-as-you-go", "headers", "shop")).toBeUndefined();
  });
});
