import { describe, expect, it } from "vitest";
import type { Environment } from "./registry.ts";
import { behaviorTraffic } from "./traffic.ts";

const rest = { cacheHitRatio: 0.9, lambdaDurationMs: 10 };

describe("the traffic of behaviors", () => {
  it("parts the environment's requests over all its distributions, by the keys of the manifest", () => {
    const environment: Environment = {
      account: "111111111111",
      state: { type: "local" },
      protections: { preventDestroy: false },
      traffic: { viewerRequestsPerMonth: 1_000 },
      handlers: {},
      distributions: {
        site: { defaultBehavior: { ...rest, trafficShare: 0.5 }, behaviors: [{ ...rest, cacheHitRatio: 0.2 }] },
        api: { defaultBehavior: rest, behaviors: [] },
      },
    };
    expect([...behaviorTraffic(environment)]).toEqual([
      ["distributions.site.defaultBehavior", { ...rest, viewerRequestsPerMonth: 500 }],
      ["distributions.site.behaviors[0]", { ...rest, cacheHitRatio: 0.2, viewerRequestsPerMonth: 250 }],
      ["distributions.api.defaultBehavior", { ...rest, viewerRequestsPerMonth: 250 }],
    ]);
  });
});
