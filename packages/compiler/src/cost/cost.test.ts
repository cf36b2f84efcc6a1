import { describe, expect, it } from "vitest";
import { functionCost, invocationsPerMonth } from "./function-cost.ts";
import { completeShares } from "./traffic.ts";

const traffic = { viewerRequestsPerMonth: 10_000_000, cacheHitRatio: 0.75, lambdaDurationMs: 10 };

describe("completeShares", () => {
  it("divides evenly what the given shares leave", () => {
    expect(completeShares([0.5, undefined, undefined])).toEqual([0.5, 0.25, 0.25]);
    expect(completeShares([undefined])).toEqual([1]);
  });

  it("leaves nothing where everything is given", () => {
    expect(completeShares([0.4, 0.6, undefined])).toEqual([0.4, 0.6, 0]);
  });
});

describe("invocationsPerMonth", () => {
  it("counts every request at viewer events, and misses at origin events", () => {
    expect(invocationsPerMonth("viewer-request", traffic)).toBe(10_000_000);
    expect(invocationsPerMonth("viewer-response", traffic)).toBe(10_000_000);
    expect(invocationsPerMonth("origin-request", traffic)).toBe(2_500_000);
    expect(invocationsPerMonth("origin-response", traffic)).toBe(2_500_000);
  });
});

describe("functionCost", () => {
  it("is AWS's price of the runs", () => {
    expect(functionCost("cloudfront-function", "viewer-request", traffic).perMonth).toBeCloseTo(1, 10);
    const lambda = functionCost("lambda-at-edge", "viewer-request", traffic);
    expect(lambda.perMonth).toBeCloseTo(10 * (0.6 + 0.125 * 0.01 * 1e6 * 0.00005001), 10);
    expect(functionCost("lambda-at-edge", "origin-request", traffic).perMonth).toBeCloseTo(lambda.perMonth / 4, 10);
  });

  it("adds a CloudFront Function's reads of its KeyValueStore", () => {
    const use = { keyValueStoreReads: 1 };
    expect(functionCost("cloudfront-function", "viewer-request", traffic, use).perMonth).toBeCloseTo(1.3, 10);
  });
});
