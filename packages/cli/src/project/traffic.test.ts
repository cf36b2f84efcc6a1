import { describe, expect, it } from "vitest";
import { behaviorTraffic } from "./traffic.ts";

const traffic = {
  viewerRequestsPerMonth: 1_000,
  responseKilobytes: 40,
  cacheHitRatio: 0.9,
  invalidationPathsPerMonth: 0,
};
const rest = { lambdaDurationMs: 10 };

describe("the traffic of behaviors", () => {
  it("is their share of their distribution's requests, by the keys of the manifest", () => {
    const behaviors = [{ ...rest, cacheHitRatio: 0.2 }];
    const site = { traffic, defaultBehavior: { ...rest, trafficShare: 0.6 }, behaviors };
    expect([...behaviorTraffic({ distributions: { site } })]).toEqual([
      ["distributions.site.defaultBehavior", { ...rest, cacheHitRatio: 0.9, viewerRequestsPerMonth: 600 }],
      ["distributions.site.behaviors[0]", { ...rest, cacheHitRatio: 0.2, viewerRequestsPerMonth: 400 }],
    ]);
  });

  it("belongs to each distribution: requests to one do not change another's", () => {
    const site = {
      traffic,
      defaultBehavior: { ...rest, trafficShare: 0.75 },
      behaviors: [{ ...rest, trafficShare: 0.25 }],
    };
    const api = { traffic: { ...traffic, viewerRequestsPerMonth: 7 }, defaultBehavior: rest, behaviors: [] };
    const requests = [...behaviorTraffic({ distributions: { site, api } })].map(([key, behavior]) => [
      key,
      behavior.viewerRequestsPerMonth,
    ]);
    expect(requests).toEqual([
      ["distributions.site.defaultBehavior", 750],
      ["distributions.site.behaviors[0]", 250],
      ["distributions.api.defaultBehavior", 7],
    ]);
  });
});
