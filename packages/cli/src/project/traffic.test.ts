import { describe, expect, it } from "vitest";
import type { Environment } from "./registry.ts";
import { behaviorTraffic } from "./traffic.ts";

const rest = { cacheHitRatio: 0.9, lambdaDurationMs: 10 };

const environment = (distributions: Environment["distributions"]): Environment => ({
  account: "111111111111",
  state: { type: "local" },
  protections: { preventDestroy: false },
  traffic: { viewerRequestsPerMonth: 1_000 },
  handlers: {},
  distributions,
});
const requests = (distributions: Environment["distributions"]) =>
  [...behaviorTraffic(environment(distributions))].map(([key, traffic]) => [key, traffic.viewerRequestsPerMonth]);

describe("the traffic of behaviors", () => {
  it("is their share of their distribution's requests, by the keys of the manifest", () => {
    const behaviors = [{ ...rest, cacheHitRatio: 0.2 }];
    const site = { defaultBehavior: { ...rest, trafficShare: 0.6 }, behaviors };
    expect([...behaviorTraffic(environment({ site }))]).toEqual([
      ["distributions.site.defaultBehavior", { ...rest, viewerRequestsPerMonth: 600 }],
      ["distributions.site.behaviors[0]", { ...rest, cacheHitRatio: 0.2, viewerRequestsPerMonth: 400 }],
    ]);
  });

  it("is there for a second distribution though the first one's behaviors share all of theirs", () => {
    const site = { defaultBehavior: { ...rest, trafficShare: 0.75 }, behaviors: [{ ...rest, trafficShare: 0.25 }] };
    expect(requests({ site, api: { defaultBehavior: rest, behaviors: [] } })).toEqual([
      ["distributions.site.defaultBehavior", 375],
      ["distributions.site.behaviors[0]", 125],
      ["distributions.api.defaultBehavior", 500],
    ]);
  });

  it("follows the distributions' own shares", () => {
    const one = { defaultBehavior: rest, behaviors: [] };
    expect(requests({ site: { ...one, trafficShare: 0.8 }, api: one, docs: one }).map(([, found]) => found)).toEqual([
      800,
      expect.closeTo(100),
      expect.closeTo(100),
    ]);
  });
});
