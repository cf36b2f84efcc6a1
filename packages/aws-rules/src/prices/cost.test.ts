import { describe, expect, it } from "vitest";
import { cloudFrontFunctionCost, lambdaAtEdgeCost } from "../index.ts";

describe("cloudFrontFunctionCost", () => {
  it("is 10 cents a million", () => {
    expect(cloudFrontFunctionCost(50_000_000).perMillion).toBeCloseTo(0.1, 10);
    expect(cloudFrontFunctionCost(50_000_000).perMonth).toBeCloseTo(5, 10);
  });

  it("adds KeyValueStore reads, which the free invocations do not cover", () => {
    const cost = cloudFrontFunctionCost(2_000_000, { keyValueStoreReads: 2, freeInvocations: 2_000_000 });
    expect(cost.perMillion).toBeCloseTo(0.16, 10);
    expect(cost.perMonth).toBeCloseTo(0.12, 10);
  });

  it("charges nothing below the free invocations", () => {
    expect(cloudFrontFunctionCost(1_000, { freeInvocations: 2_000_000 }).perMonth).toBe(0);
  });
});

describe("lambdaAtEdgeCost", () => {
  it("bills requests and memory by the whole millisecond", () => {
    const cost = lambdaAtEdgeCost(1_000_000, { memoryMb: 128, durationMs: 3.2 });
    expect(cost.perMillion).toBeCloseTo(0.6 + 0.125 * 0.004 * 1e6 * 0.00005001, 10);
    expect(cost.perMonth).toBe(cost.perMillion);
  });
});
