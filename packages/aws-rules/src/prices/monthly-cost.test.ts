import { describe, expect, it } from "vitest";
import { comparePlans } from "./compare-plans.ts";
import { type MonthlyUse, monthlyCost, transferCost } from "./monthly-cost.ts";

const use = (changes: Partial<MonthlyUse> = {}): MonthlyUse => ({
  requests: 10_000_000,
  bytes: 1024 ** 4,
  cloudFrontFunctionRuns: 0,
  keyValueStoreReads: 0,
  lambdaAtEdge: { runs: 0, perMonth: 0 },
  logsToCloudWatch: false,
  realTimeLogPercent: 0,
  invalidationPaths: 0,
  s3Requests: 0,
  s3Bytes: 0,
  ...changes,
});
const costs = (changes: Partial<MonthlyUse>) =>
  Object.fromEntries(monthlyCost(use(changes)).map(({ item, perMonth }) => [item, Number(perMonth.toFixed(4))]));

// https://aws.amazon.com/cloudfront/pricing/
describe("the transfer to viewers", () => {
  it("costs less for each GB of a higher tier", () => {
    expect(transferCost(1)).toBeCloseTo(0.085, 10);
    expect(transferCost(10 * 1024)).toBeCloseTo(870.4, 6);
    expect(transferCost(50 * 1024)).toBeCloseTo(870.4 + 40 * 1024 * 0.08, 6);
    expect(transferCost(51 * 1024)).toBeCloseTo(870.4 + 40 * 1024 * 0.08 + 1024 * 0.06, 6);
  });
});

describe("the bill of a distribution", () => {
  it("has requests and transfer, and no line for what it does not use", () => {
    expect(costs({})).toEqual({ requests: 10, "transfer to viewers": 87.04 });
  });

  it("has functions, reads, a web ACL with its requests and log, invalidations and S3", () => {
    expect(
      costs({
        cloudFrontFunctionRuns: 20_000_000,
        keyValueStoreReads: 10_000_000,
        lambdaAtEdge: { runs: 1_000_000, perMonth: 1.5 },
        webAcl: { rules: 4, logged: true },
        realTimeLogPercent: 50,
        invalidationPaths: 200,
        s3Requests: 1_000_000,
        s3Bytes: 1024 ** 3,
      }),
    ).toEqual({
      requests: 10,
      "transfer to viewers": 87.04,
      "CloudFront Functions": 2,
      KeyValueStore: 0.3,
      "Lambda@Edge": 1.5,
      "Lambda@Edge logs": 0.1863,
      "web ACL": 9,
      "web ACL requests": 6,
      "logs in CloudWatch": 6.9849,
      "real-time logs": 0.05,
      invalidations: 1,
      "S3 requests": 0.4,
      "S3 storage": 0.023,
    });
  });

  it("leaves the monthly price of an existing web ACL to its owner", () => {
    const webAcl = { rules: undefined, logged: false };
    expect(costs({ webAcl })).toEqual({ requests: 10, "transfer to viewers": 87.04, "web ACL requests": 6 });
  });
});

describe("the comparison with the flat-rate plans", () => {
  const distribution = { behaviors: 6, hasWebAcl: true, webAclRules: 4, features: ["custom-cache-policies"] } as const;

  it("adds what a plan does not cover to its price, and says which allowance is exceeded and what rules it out", () => {
    const used = use({ requests: 20_000_000, bytes: 2e12, s3Requests: 1_000_000 });
    const [payAsYouGo, free, pro, business, premium] = comparePlans(monthlyCost(used), used, distribution);
    expect(payAsYouGo).toMatchObject({ plan: "pay-as-you-go", exceeds: [], blockers: [] });
    expect(payAsYouGo?.perMonth).toBeCloseTo(20 + transferCost(2e12 / 1024 ** 3) + 0.4, 6);
    expect(free).toMatchObject({ perMonth: 0.4, exceeds: ["1 M requests", "100 GB"] });
    expect(free?.blockers).toEqual([
      expect.stringContaining("has 6 behaviors"),
      expect.stringContaining("cache policies of your own"),
    ]);
    expect(pro).toMatchObject({ perMonth: 15.4, exceeds: ["10 M requests"], blockers: [expect.anything()] });
    expect(business).toEqual({ plan: "business", perMonth: 200.4, exceeds: [], blockers: [] });
    expect(premium?.perMonth).toBe(1000.4);
  });
});
