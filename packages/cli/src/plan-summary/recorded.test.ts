import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BehaviorTraffic } from "@featheredge/compiler";
import { describe, expect, it } from "vitest";
import { planComment } from "./comment.ts";
import type { PlanSummary } from "./model.ts";
import { parsePlan } from "./plan-json.ts";
import { summaryOf } from "./testing/plan.ts";

/** A plan of Terraform's on the loopback, which tests/loopback/plan-summary.slow.test.ts recorded. */
const {
  plan,
  build,
  entries,
  summary: recorded,
} = JSON.parse(readFileSync(join(import.meta.dirname, "testing/shop.recorded"), "utf8"));
const traffic = new Map<string, BehaviorTraffic>(
  build.behaviors.map(({ key }: { readonly key: string }) => [
    key,
    { viewerRequestsPerMonth: 200_000, cacheHitRatio: 0.9, lambdaDurationMs: 10 },
  ]),
);
const summary: PlanSummary = summaryOf(parsePlan(JSON.stringify(plan)), {
  environment: "qa",
  account: "000000000000",
  target: "loopback",
  stacks: [
    {
      name: "shop-qa",
      id: "shop",
      plan: parsePlan(JSON.stringify(plan)),
      waitsFor: [],
      keys: { "aws_cloudfront_distribution.shop": "distributions.shop" },
    },
  ],
  build,
  entries,
  traffic,
  compute: new Map(
    (recorded as PlanSummary).distributions.flatMap(({ functions }) =>
      functions.map(({ name, computePercent }) => [name, computePercent]),
    ),
  ),
  sources: new Map(
    (recorded as PlanSummary).distributions.flatMap(({ functions }) =>
      functions.map(({ name, source }) => [name, source]),
    ),
  ),
});

describe("the summary of a recorded plan", () => {
  it("is what the command wrote when the plan was recorded", () => {
    const { base: _, ...rest } = recorded;
    expect(JSON.parse(JSON.stringify(summary))).toEqual(rest);
  });

  it("is the comment that docs/plans.md shows", () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const protectedSummary = { ...summary, target: "aws" as const, unnamed: summary.removals };
    const comment = planComment({ environment: "qa", commit, summary: protectedSummary });
    const docs = readFileSync(join(import.meta.dirname, "../../../../docs/plans.md"), "utf8");
    const [, shown] = /````markdown\n([\s\S]*?)````\n/.exec(docs) ?? [];
    // After a change of wording, copy the comment from the difference that this prints.
    expect(shown).toBe(comment);
  });
});
