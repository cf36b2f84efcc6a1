import { artifact } from "@featheredge/compiler/testing";
import { describe, expect, it } from "vitest";
import { formatPlan } from "./format-summary.ts";
import { changeOf, planOf, summaryOf } from "./testing/plan.ts";

const address = "aws_cloudfront_distribution.site";
const behavior = (path: string, more: object = {}) => ({ path_pattern: path, target_origin_id: "app", ...more });
const distribution = (before: readonly object[], after: readonly object[], more: object = {}) =>
  planOf([
    changeOf(address, {
      before: { ordered_cache_behavior: before },
      after: { ordered_cache_behavior: after },
      ...more,
    }),
  ]);
const behaviorsOf = (before: readonly object[], after: readonly object[]) =>
  summaryOf(distribution(before, after)).distributions[0]?.behaviors.map(({ path, change, position }) => [
    path,
    change,
    ...(position === undefined ? [] : [position.before, position.after]),
  ]);

describe("the behaviors of a distribution", () => {
  const [a, b, c, d] = ["/a/*", "/b/*", "/c/*", "/d/*"].map((path) => behavior(path)) as [
    object,
    object,
    object,
    object,
  ];

  it("are compared by path, so that an insertion moves none of them", () => {
    expect(behaviorsOf([a, b], [c, a, b])).toEqual([["/c/*", "added"]]);
    expect(behaviorsOf([a, b, c], [b, c])).toEqual([["/a/*", "removed"]]);
  });

  it("are moved where their order changes: the fewest that explain it", () => {
    expect(behaviorsOf([a, b, c, d], [d, a, b, c])).toEqual([["/d/*", "moved", 3, 0]]);
    expect(behaviorsOf([a, b], [b, a])).toHaveLength(1);
  });

  it("are changed by the environment's keys, with AWS's names of policies", () => {
    const before = behavior("/a/*", { cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6", grpc_config: [] });
    const after = behavior("/a/*", {
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      target_origin_id: "pages",
      grpc_config: [{ enabled: true }],
    });
    expect(summaryOf(distribution([before], [after])).distributions[0]?.behaviors[0]?.changes).toEqual([
      { key: "origin", before: "app", after: "pages" },
      { key: "cachePolicy", before: "CachingOptimized", after: "CachingDisabled" },
      { key: "grpcConfig.enabled", after: "true" },
    ]);
  });

  it("do not change where only computed or empty values do", () => {
    const plan = distribution([behavior("/a/*", { realtime_log_config_arn: "" })], [behavior("/a/*")], {
      after_unknown: { etag: true, last_modified_time: true },
    });
    expect(summaryOf(plan).distributions[0]).toMatchObject({ settings: [], behaviors: [] });
  });
});

describe("a replacement", () => {
  it("names the attribute that forces it, in our terms, with both values", () => {
    const plan = planOf([
      changeOf(
        "aws_cloudfront_cache_policy.pages",
        {
          actions: ["create", "delete"],
          before: { name: "a", default_ttl: 1 },
          after: { name: "b", default_ttl: 1 },
          replace_paths: [["name"], ["parameters", 0, "header_behavior"]],
        },
        "replace_because_cannot_update",
      ),
      changeOf(
        "aws_iam_role.tainted",
        { actions: ["delete", "create"], before: {}, after: {} },
        "replace_because_tainted",
      ),
    ]);
    const { removals, totals, resources } = summaryOf(plan);
    expect(removals.map(({ reasons }) => reasons)).toEqual([
      [
        "AWS can't change 'name' of an existing one, and it changes from 'a' to 'b'.",
        "AWS can't change 'parameters.0.headerBehavior' of an existing one, and it changes from nothing to (known after apply).",
      ],
      [
        "The last apply failed or was stopped while creating it, so Terraform creates it again. If that fails since AWS has one of its name, keep that: terraform -chdir=cdktf.out/stacks/site-prod untaint 'aws_iam_role.tainted'",
      ],
    ]);
    expect(totals).toEqual({ import: 0, add: 0, change: 0, replace: 2, destroy: 0 });
    expect(resources.map(({ action }) => action)).toEqual(["replace", "replace"]);
    expect(formatPlan(summaryOf(plan), { width: 120, colors: false })).toContain(
      "\nPlan: 2 to add, 0 to change, 2 to destroy; 2 of them replaced.\n",
    );
  });
});

describe("a resource", () => {
  const reference = (to: string) => ({ name: { references: [`${to}.arn`, to] } });
  const configured = (from: string, to: string) => ({ address: from, mode: "managed", expressions: reference(to) });
  const two = planOf(
    [
      changeOf("aws_cloudfront_distribution.site", { actions: ["no-op"], before: {}, after: {} }),
      changeOf("aws_cloudfront_distribution.blog", { actions: ["no-op"], before: {}, after: {} }),
      changeOf("aws_cloudwatch_metric_alarm.errors", { before: { threshold: 1 }, after: { threshold: 2 } }),
      changeOf("aws_route53_record.alias", { after: { name: "example.com" } }),
      changeOf("aws_wafv2_web_acl.shared", { before: { scope: "a" }, after: { scope: "b" } }),
      changeOf("aws_budgets_budget.month", { after: {} }),
    ],
    {
      configuration: {
        root_module: {
          resources: [
            configured("aws_cloudwatch_metric_alarm.errors", "aws_cloudfront_distribution.site"),
            configured("aws_route53_record.alias", "aws_cloudfront_distribution.blog"),
            configured("aws_cloudfront_distribution.site", "aws_wafv2_web_acl.shared"),
            configured("aws_cloudfront_distribution.blog", "aws_wafv2_web_acl.shared"),
          ],
        },
      },
    },
  );

  it("is listed with the distribution that it belongs to, and apart where several share it", () => {
    const { distributions, resources } = summaryOf(two);
    expect(distributions.map(({ key, resources: own }) => [key, own.map((one) => one.address)])).toEqual([
      ["site", ["aws_cloudwatch_metric_alarm.errors"]],
      ["blog", ["aws_route53_record.alias"]],
    ]);
    expect(resources.map((one) => one.address)).toEqual(["aws_wafv2_web_acl.shared", "aws_budgets_budget.month"]);
    expect(distributions[0]?.resources[0]?.changes).toEqual([{ key: "threshold", before: "1", after: "2" }]);
  });
});

describe("a function", () => {
  const build = {
    functions: [artifact({ name: "auth", runtime: "cloudfront-function", bytes: 30 })],
    behaviors: [
      {
        distribution: "site",
        key: "distributions.site.defaultBehavior",
        path: "*",
        isDefault: true,
        functions: { "viewer-request": "auth" },
      },
    ],
    placements: [
      {
        distribution: "site",
        key: "distributions.site.defaultBehavior",
        path: "*",
        event: "viewer-request" as const,
        function: "auth",
        cause: "lightest" as const,
        reasons: ["nothing in it needs Lambda@Edge"],
      },
    ],
  };
  const arn = "arn:aws:lambda:us-east-1:123456789012:function:prod-site-auth:3";
  const behaviorBefore = { lambda_function_association: [{ event_type: "viewer-request", lambda_arn: arn }] };
  const plan = planOf([
    changeOf(address, {
      before: { default_cache_behavior: [behaviorBefore] },
      after: { default_cache_behavior: [{ function_association: [{ event_type: "viewer-request" }] }] },
      after_unknown: { default_cache_behavior: [{ function_association: [{ function_arn: true }] }] },
    }),
    changeOf("aws_lambda_function.auth", {
      before: {
        function_name: "prod-site-auth",
        arn: arn.replace(/:3$/, ""),
        source_code_hash: "x",
        source_code_size: 900,
      },
    }),
    changeOf("aws_cloudfront_function.auth", { after: { name: "prod-site-auth", code: "function handler(){}" } }),
  ]);
  const traffic = new Map([
    [
      "distributions.site.defaultBehavior",
      { viewerRequestsPerMonth: 2_000_000, cacheHitRatio: 0.5, lambdaDurationMs: 10 },
    ],
  ]);

  it("that moves to CloudFront Functions has bytes and costs of both runtimes", () => {
    const [site] = summaryOf(plan, { build, traffic }).distributions;
    expect(site?.functions).toMatchObject([
      {
        name: "auth",
        change: "moved",
        runtime: { before: "lambda-at-edge", after: "cloudfront-function" },
        bytes: { before: 900, after: 30 },
        perMillion: { before: expect.closeTo(0.66, 2), after: 0.1 },
        perMonth: { before: expect.closeTo(1.33, 2), after: 0.2 },
        reasons: ["nothing in it needs Lambda@Edge"],
      },
    ]);
    expect(site?.functionsPerMonth.after).toBe(0.2);
  });
});

describe("a KeyValueStore", () => {
  const keys = "aws_cloudfrontkeyvaluestore_keys_exclusive.site_keys";
  const live = { resource_key_value_pair: [{ key: "a", value: "1" }] };
  const configuration = {
    root_module: { resources: [{ address: keys, mode: "managed", expressions: { arn: { references: [address] } } }] },
  };
  const site = changeOf(address, { actions: ["no-op"], before: {}, after: {} });
  const stored = planOf([site, changeOf(keys, { actions: ["no-op"], before: live, after: live })], { configuration });

  it("is not a change where only it has further keys, and is where the environment's entries differ", () => {
    expect(summaryOf(stored, { entries: { site: {} } }).distributions).toEqual([]);
    expect(summaryOf(stored, { entries: { site: { a: "1" } } }).distributions).toEqual([]);
    expect(summaryOf(stored, { entries: { site: { a: "2", b: "3" } } }).distributions[0]?.keyValueStore).toEqual({
      byApply: false,
      added: [{ key: "b", value: "3" }],
      changed: [{ key: "a", value: "2" }],
      extra: [],
    });
  });

  it("is filled by the apply that creates it", () => {
    const created = planOf([site, changeOf(keys, { after: {} })], { configuration });
    expect(summaryOf(created, { entries: { site: { a: "1" } } }).distributions[0]?.keyValueStore).toMatchObject({
      byApply: true,
      added: [{ key: "a", value: "1" }],
    });
  });
});

describe("the terminal's text", () => {
  it("is within the terminal's width, with colors only where they are wanted", () => {
    const plan = distribution([behavior("/a/*")], [behavior("/a/*", { target_origin_id: "an-origin ".repeat(20) })]);
    const text = formatPlan(summaryOf(plan), { width: 60, colors: false });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(text).not.toContain("\u001b");
    expect(formatPlan(summaryOf(plan), { width: 60, colors: true })).toContain("\u001b[33m");
  });

  it("writes out control characters in names", () => {
    const text = formatPlan(summaryOf(distribution([], [behavior("/\u001b[2J/*")])), { width: 80, colors: false });
    expect(text).toContain("/\\u001b[2J/*");
    expect(text).not.toContain("\u001b");
  });

  it("says which stacks wait for others", () => {
    const stacks = [{ name: "site-prod", id: "site", plan: undefined, waitsFor: ["api-prod"], keys: {} }];
    expect(formatPlan(summaryOf(planOf([]), { stacks }), { width: 200, colors: false })).toContain(
      "\nsite-prod\nNot planned: it uses outputs of api-prod, which must be applied first.",
    );
  });
});
