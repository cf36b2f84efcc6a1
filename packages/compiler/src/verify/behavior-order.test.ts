import { DiagnosticError, describeDiagnostic } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import { Problems } from "../problems.ts";
import type { BehaviorInput } from "../types.ts";
import { verifyBehaviorOrder } from "./behavior-order.ts";

const page =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern";

function verify(behaviors: readonly Partial<BehaviorInput>[]) {
  const problems = new Problems();
  const diagnostics = verifyBehaviorOrder(
    {
      environment: "prod",
      environmentFile: "environments/prod.ts",
      handlersDirectory: "edge-handlers",
      outputDirectory: "out",
      cacheDirectory: "cache",
      handlers: {},
      behaviors: behaviors.map((behavior, index) => ({
        distribution: "site",
        key: `distributions.site.behaviors[${index}]`,
        path: "*",
        events: {},
        ...behavior,
      })),
    },
    problems,
  );
  const warnings = diagnostics.map(describeDiagnostic);
  try {
    problems.throwIfAny();
    return { problems: [], warnings };
  } catch (error) {
    return { problems: error instanceof DiagnosticError ? error.diagnostics.map(describeDiagnostic) : error, warnings };
  }
}

const auth = { "viewer-request": ["members-auth"] };

describe("the order of behaviors", () => {
  it("is a problem where a behavior gets no requests, at its path", () => {
    expect(verify([{ path: "/*" }, { path: "/members/*", events: auth }])).toEqual({
      problems: [
        `environments/prod.ts: distributions.site.behaviors[1].path: The path pattern '/members/*' gets no requests: each path that it matches goes to '/*' (distributions.site.behaviors[0]), since CloudFront uses the first behavior that matches; 'members-auth' at viewer-request never takes effect. List it before that behavior, or remove it. See ${page}`,
      ],
      warnings: [],
    });
  });

  it("is a warning where an earlier behavior takes requests without the later one's handlers", () => {
    expect(verify([{ path: "*.jpg" }, { path: "/members/*", events: auth }])).toEqual({
      problems: [],
      warnings: [
        `environments/prod.ts: distributions.site.behaviors[1].path: The path pattern '/members/*' does not get all requests that match it: /members/.jpg goes to '*.jpg' (distributions.site.behaviors[0]), without 'members-auth' at viewer-request. CloudFront uses the first behavior that matches. If these requests belong to '/members/*', list it first. If they do not, give them another behavior before both, whose pattern matches nothing else. See ${page}`,
      ],
    });
  });

  it("counts a handler that is composed with others, and settings", () => {
    const both = { "viewer-request": ["redirects", "members-auth"] };
    const settings = ["the origin 'pages'"];
    expect(
      verify([
        { path: "*.jpg", events: both, settings },
        { path: "/members/*", events: auth, settings },
      ]),
    ).toEqual({
      problems: [],
      warnings: [],
    });
    const { warnings } = verify([
      { path: "*.jpg", events: auth },
      { path: "/members/*", events: auth, settings },
    ]);
    expect(warnings).toEqual([
      expect.stringContaining("goes to '*.jpg' (distributions.site.behaviors[0]), without the origin 'pages'."),
    ]);
  });

  it("puts the default behavior last, wherever it is, and compares behaviors of one distribution only", () => {
    const diagnostics = verify([
      { isDefault: true, events: auth },
      { path: "/members/*" },
      { path: "/*", distribution: "other" },
    ]);
    expect(diagnostics).toEqual({ problems: [], warnings: [] });
  });

  it("is a problem where the default behavior has handlers and gets no requests, at its key", () => {
    const key = "distributions.site.defaultBehavior";
    expect(verify([{ key, isDefault: true, events: auth }, { path: "*" }]).problems).toEqual([
      expect.stringMatching(
        /^environments\/prod\.ts: distributions\.site\.defaultBehavior: The default behavior gets no/,
      ),
    ]);
  });
});
