import { describe, expect, it } from "vitest";
import { cloudFrontFunctionQuotas, lambdaAtEdgeRunQuotas } from "../index.ts";

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
});
