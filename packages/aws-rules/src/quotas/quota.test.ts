import { describe, expect, it } from "vitest";
import { cloudFrontFunctionQuotas, keyValueStoreQuotas, lambdaAtEdgeRunQuotas, withQuotas } from "../index.ts";

describe("quotas", () => {
  it("gives a CloudFront Function 10,240 bytes", () => {
    expect(cloudFrontFunctionQuotas.codeBytes.value).toBe(10_240);
  });

  it("gives viewer events less than origin events", () => {
    const viewer = lambdaAtEdgeRunQuotas["viewer-request"];
    const origin = lambdaAtEdgeRunQuotas["origin-request"];
    expect(viewer.timeoutSeconds.value).toBeLessThan(origin.timeoutSeconds.value);
    expect(viewer.codeBytes.value).toBeLessThan(origin.codeBytes.value);
  });

  it("overrides a value, and then no longer calls it unconfirmed", () => {
    expect(keyValueStoreQuotas.storesPerAccount.unconfirmed).toBeDefined();
    const raised = withQuotas(keyValueStoreQuotas, { storesPerAccount: 50 });
    expect(raised.storesPerAccount).toEqual({ value: 50, unit: "count", page: keyValueStoreQuotas.keyBytes.page });
    expect(raised.keyBytes).toBe(keyValueStoreQuotas.keyBytes);
  });

  it("refuses an override that is not above 0", () => {
    expect(() => withQuotas(keyValueStoreQuotas, { keyBytes: 0 })).toThrow("'keyBytes' is 0");
  });
});
