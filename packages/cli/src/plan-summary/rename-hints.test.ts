import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { formatPlan } from "./format-summary.ts";
import { changeOf, planOf, summaryOf } from "./testing/plan.ts";

const distribution = (name: string) => `aws_cloudfront_distribution.${name}`;
const removed = (name: string) =>
  changeOf(distribution(name), { before: { comment: name } }, "delete_because_no_resource_config");
const added = (name: string) => changeOf(distribution(name), { after: { comment: name } });
const behaviorOf = (name: string) => ({
  distribution: name,
  key: `distributions.${name}.defaultBehavior`,
  path: "*",
  isDefault: true,
  functions: {},
});
const gone = "The configuration does not have it any more.";
const reasonsOf = (changes: readonly object[], present: readonly string[] = []) =>
  summaryOf(planOf(changes), {
    build: { functions: [], placements: [], behaviors: present.map(behaviorOf) },
  }).removals.map(({ reasons }) => reasons);

describe("a distribution that a shared stack removes", () => {
  it("may be one that the stack adds, under a new name", () => {
    const hint =
      "If distributions.big-shop is 'old-site' under a new name, write 'renamedFrom: \"old-site\"' there, and its resources are kept.";
    expect(reasonsOf([removed("old_site"), added("big_shop")], ["big-shop"])).toEqual([[gone, hint]]);
    expect(
      formatPlan(summaryOf(planOf([removed("old_site"), added("big_shop")])), { width: 200, colors: false }),
    ).toContain(`\n      ${hint}\n`);
  });

  it("may be any of those that the stack adds", () => {
    expect(reasonsOf([removed("site"), added("shop"), added("news")])[0]?.[1]).toContain(
      "If distributions.shop or distributions.news is 'site'",
    );
  });

  it("is only removed where the stack adds none, and where another stack has its entry now", () => {
    expect(reasonsOf([removed("site")])).toEqual([[gone]]);
    expect(reasonsOf([removed("site"), added("shop")], ["site", "shop"])).toEqual([[gone]]);
  });
});

describe("a function that a plan removes", () => {
  const arn = (name: string) => `arn:aws:cloudfront::123456789012:function/prod-site-${name}`;
  const attached = (name: string) => ({
    default_cache_behavior: [{ function_association: [{ event_type: "viewer-request", function_arn: arn(name) }] }],
  });
  const values = (name: string) => ({ name: `prod-site-${name}`, arn: arn(name), code: "function handler(){}" });
  const plan = planOf([
    changeOf(distribution("site"), { before: attached("greet"), after: attached("salute") }),
    changeOf("aws_cloudfront_function.greet", { before: values("greet") }),
    changeOf("aws_cloudfront_function.salute", { after: values("salute") }),
  ]);
  const reasonsWith = (...functions: string[]) =>
    summaryOf(plan, {
      build: {
        functions: functions.map((name) => artifact({ name, runtime: "cloudfront-function" })),
        behaviors: [behaviorOf("site")],
        placements: [
          {
            distribution: "site",
            key: "distributions.site.defaultBehavior",
            path: "*",
            event: "viewer-request",
            function: "salute",
            cause: "lightest",
            reasons: [],
          },
        ],
      },
    }).removals.map(({ reasons }) => reasons);

  it("may be one that the plan adds, under a new name", () => {
    expect(reasonsWith("salute")).toEqual([
      [
        "No behavior runs it any more.",
        "If handlers.salute is 'greet' under a new name, write 'renamedFrom: \"greet\"' there, and its resources are kept.",
      ],
    ]);
  });

  it("has its name still where another behavior of the environment runs it", () => {
    expect(reasonsWith("salute", "greet")).toEqual([["No behavior runs it any more."]]);
  });
});
