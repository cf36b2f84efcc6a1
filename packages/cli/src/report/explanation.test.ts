import type { ExplainedFunction } from "@featheredge/compiler";
import { describe, expect, it } from "vitest";
import { formatExplanation } from "./explanation.ts";

const light: ExplainedFunction = {
  distribution: "site",
  key: "distributions.site.defaultBehavior",
  path: "*",
  event: "viewer-request",
  function: "router",
  handlers: ["router"],
  runtime: "cloudfront-function",
  bytes: 2_000,
  budgetBytes: 10_240,
  compute: {
    cases: 2,
    mostSteps: 4_000,
    medianSteps: 90,
    percent: 58,
    medianPercent: 15,
    costliest: "router/events/long.json",
    warning: "above 50 %",
  },
  runsPerMonth: 20_000_000,
  perMillion: 0.1,
  perMonth: 2,
  reasons: ["router needs nothing"],
  requestBody: undefined,
  alternative: { runtime: "lambda-at-edge", perMillion: 0.66, perMonth: 1_320.5, against: [] },
  move: undefined,
  missedPaths: [],
};
const heavy: ExplainedFunction = {
  ...light,
  event: "origin-request",
  function: "auth",
  runtime: "lambda-at-edge",
  compute: undefined,
  missedPaths: [{ path: "/members/.css", goesTo: "*.css", key: "distributions.site.behaviors[0]" }],
  reasons: ["auth/handler.ts:3 uses fetch()"],
  requestBody: "edge-handlers/auth/handler.ts:5 uses the request's body",
  alternative: { runtime: "cloudfront-function", perMillion: 0.1, perMonth: 2, against: ["fetch"] },
  move: {
    to: "origin-request",
    runsPerMonth: 1_000,
    perMillion: 0.66,
    perMonth: 0.01,
    savesPerMonth: 3.5,
    frees: ["headers-lambda"],
    changes: "it runs on a cache miss only",
  },
};
const common = {
  environment: "prod",
  prices: { date: "2026-09", region: "us-east-1", currency: "USD" },
  traffic: [
    { distribution: "site", viewerRequestsPerMonth: 20_000_000 },
    { distribution: "shop", viewerRequestsPerMonth: 1_000 },
  ],
  includes: ["runs", "reads"],
  excludes: ["data transfer", "logs", "origins"],
};

describe("formatExplanation", () => {
  it("is a table with the sum of a month, then each function's reasons, alternative and move", () => {
    const text = formatExplanation({ ...common, functions: [light, heavy], perMonth: 4 });
    expect(text).toMatchInlineSnapshot(`
      "prod
        distribution  behavior  event           function  runtime              bytes            compute            $/million  $/month
        site          *         viewer-request  router    CloudFront Function  2,000 of 10,240  ~15 %, most ~58 %  0.10       2.00
        site          *         origin-request  auth      Lambda@Edge          2,000 of 10,240  -                  0.10       2.00
        total                                                                                                                 4.00

      router at viewer-request of '*'
        why: router needs nothing
        compute: ~58 % on router/events/long.json, above 50 %
        instead of CloudFront Function: Lambda@Edge for $0.66 a million, $1,320.50 a month

      auth at origin-request of '*'
        why: auth/handler.ts:3 uses fetch()
        body: included in the event, since edge-handlers/auth/handler.ts:5 uses the request's body
        not run: for /members/.css, which goes to '*.css' (distributions.site.behaviors[0])
        instead of Lambda@Edge: CloudFront Function for $0.10 a million, $2.00 a month, were it not for that
        moved to origin-request, and headers-lambda into a CloudFront Function: saves $3.50 a month at 1,000 runs; but it runs on a cache miss only

      The total includes runs and reads. It does not include data transfer, logs or origins.
      Costs are for these viewer requests a month: site 20,000,000, shop 1,000. The 'traffic' of the distributions and the 'trafficShare' of their behaviors set them.
      Prices are USD of us-east-1 as of 2026-09, with nothing free taken off.
      Compute is an estimate from executed steps, for the middle and the costliest of the handlers' events; AWS's own figure is that of: aws cloudfront test-function
      "
    `);
  });

  it("does not speak of compute when nothing was estimated", () => {
    expect(formatExplanation({ ...common, functions: [heavy], perMonth: 2 })).not.toMatch(/estimate/);
  });

  it("says that a cost is small, or that there are no requests, where it would show nothing", () => {
    const small = { ...light, perMonth: 0.004 };
    const unused = { ...light, runsPerMonth: 0, perMonth: 0 };
    const text = formatExplanation({ ...common, functions: [small, unused], perMonth: 0.004 });
    expect(text.match(/\S+$/gm)?.slice(1, 5)).toEqual(["$/month", "<0.01", "0.00", "<0.01"]);
    expect(text.match(/cost: none, since 'traffic' and 'trafficShare' leave no requests for it/g)).toHaveLength(1);
  });
});
