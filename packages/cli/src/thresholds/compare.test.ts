import { describe, expect, it } from "vitest";
import { compareThresholds } from "./compare.ts";

const estimates = {
  costPerMonth: 12.5,
  compute: new Map([
    ["redirects", 40],
    ["auth", 71],
  ]),
};

describe("an environment's thresholds", () => {
  it("pass up to their value, for each function", () => {
    expect(compareThresholds("prod", { costPerMonth: 12.5, computeUtilization: 70 }, estimates)).toEqual([
      { threshold: "costPerMonth", subject: "prod", value: 12.5, most: 12.5, passed: true },
      { threshold: "computeUtilization", subject: "redirects", value: 40, most: 70, passed: true },
      { threshold: "computeUtilization", subject: "auth", value: 71, most: 70, passed: false },
    ]);
  });

  it("are compared only where the environment has them", () => {
    expect(compareThresholds("prod", {}, estimates)).toEqual([]);
    expect(compareThresholds("prod", { costPerMonth: 0 }, estimates)).toMatchObject([{ passed: false }]);
  });
});
