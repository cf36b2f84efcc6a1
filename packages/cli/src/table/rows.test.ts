import { describe, expect, it } from "vitest";
import { behaviorOf, distributionOf, functionOf } from "../distributions/testing/sample.ts";
import { tableAsMarkdown } from "./markdown.ts";
import { tableRows } from "./rows.ts";

const steps = (...given: Parameters<typeof tableRows>) =>
  tableRows(...given).map(({ path, viewer, happens }) => [path, viewer, happens]);

describe("tableRows", () => {
  it("begins with what holds for every path, once", () => {
    const behaviors = [behaviorOf({ path: "/a/*", isDefault: false }), behaviorOf({})];
    const rows = steps(distributionOf({ behaviors, countries: { type: "blacklist", codes: ["KP"] } }));
    expect(rows.slice(0, 4)).toEqual([
      ["every path", "in KP", "403"],
      ["every path", "over HTTP", "Redirected to HTTPS"],
      ["every path", "methods other than GET, HEAD", "403"],
      ["`/a/*`", "GET, HEAD over HTTPS", "Answered from the cache, or else from S3 bucket `pages` (signed)"],
    ]);
    expect(rows.at(-1)?.[0]).toBe("every other path");
  });

  it("lists the rejections of one behavior before its own steps", () => {
    const forms = behaviorOf({
      path: "/forms/*",
      isDefault: false,
      viewerProtocol: "https-only",
      methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      keyGroups: ["members"],
    });
    const rows = steps(distributionOf({ behaviors: [forms, behaviorOf({})] }));
    expect(rows.filter(([path]) => path === "`/forms/*`").map(([, viewer, happens]) => [viewer, happens])).toEqual([
      ["over HTTP", "403"],
      ["without a valid signature", "403"],
      [
        "any method over HTTPS, signed by `members`",
        "Answered from the cache, or else from S3 bucket `pages` (signed)",
      ],
    ]);
  });

  it("has the functions in the order in which they run, with what they read and where they run", () => {
    const functions = [
      functionOf({ handlers: ["redirects", "router"], viewerHeaders: ["CloudFront-Viewer-Country"] }),
      functionOf({ event: "origin-request", runtime: "lambda-at-edge", handlers: ["sign"], includesBody: true }),
      functionOf({ event: "viewer-response", handlers: ["headers"] }),
    ];
    const rows = tableRows(distributionOf({ behaviors: [behaviorOf({ functions })] })).slice(2);
    expect(rows.map(({ happens, runsIn }) => `${happens} | ${runsIn}`)).toEqual([
      "At viewer request: `redirects`, then `router`, which read `CloudFront-Viewer-Country` | CloudFront Function, 1,234 bytes",
      "Answered from the cache, or else from S3 bucket `pages` (signed) | CloudFront",
      "At origin request, on a miss: `sign`, which reads the body | Lambda@Edge, 1,234 bytes",
      "At viewer response: `headers` | CloudFront Function, 1,234 bytes",
    ]);
    expect(rows[1]?.cachedBy).toBe("path, as `redirects` and `router` left it; encoding (br, gzip)");
  });

  it("says that nothing is cached where the policy's longest time is 0", () => {
    const content = { ttl: { least: 0, byDefault: 0, most: 0 }, encodings: [], keyParts: [] };
    const behaviors = [behaviorOf({ cachePolicy: { name: "CachingDisabled", content } })];
    const last = tableRows(distributionOf({ behaviors })).at(-1);
    expect(last).toMatchObject({
      happens: "Answered by S3 bucket `pages` (signed)",
      cachedBy: "not cached",
      lifetime: "",
    });
  });

  it("gives the range of times where only the origin knows them, and refers to a policy that it can't read", () => {
    const known = tableRows(distributionOf({})).at(-1);
    expect(known?.lifetime).toBe("as the origin says, 1 s to 1 year; 1 day if it does not say");
    const existing = behaviorOf({ cachePolicy: { name: "5f2e" } });
    const unknown = tableRows(distributionOf({ behaviors: [existing] })).at(-1);
    expect([unknown?.cachedBy, unknown?.lifetime]).toEqual(["as the policy `5f2e` says", "as the policy `5f2e` says"]);
  });

  it("merges the errors that have one answer, and distinguishes rules that only count", () => {
    const answer = { status: 404, page: "/404.html" };
    const rule = (name: string, onlyCounts: boolean) => ({ name, onlyCounts });
    const webAcl = { name: "acl", rules: [rule("a", false), rule("b", false), rule("c", true)] };
    const errorPages = [403, 404, 500].map((status) => ({
      status,
      seconds: 60,
      answer: status < 500 ? answer : undefined,
    }));
    const rows = steps(distributionOf({ webAcl, errorPages }));
    expect(rows[0]).toEqual(["every path", "any", "403 if `a` or `b` matches; only counted if `c` matches"]);
    expect(rows.slice(-2).map(([, , happens]) => happens)).toEqual([
      "403, 404 of the origin replaced by `/404.html` with 404",
      "500 of the origin sent on",
    ]);
  });
});

describe("tableAsMarkdown", () => {
  it("writes path and viewer once, and escapes what would end a cell", () => {
    const functions = [functionOf({})];
    const behaviors = [behaviorOf({ path: "/a|b", isDefault: false, functions }), behaviorOf({})];
    const lines = tableAsMarkdown("test", [distributionOf({ behaviors, isCandidate: true })]).split("\n");
    expect(lines[0]).toBe("# What happens to a request: test");
    expect(lines).toContain("## site, the candidate");
    const first = lines.findIndex((line) => line.startsWith("| `/a\\|b` | GET, HEAD over HTTPS | At viewer request"));
    expect(lines[first + 1]).toMatch(/^\| \| \| Answered from the cache/);
  });

  it("says so where an environment has no distribution", () => {
    expect(tableAsMarkdown("empty", [])).toContain("It has no distribution.");
  });
});
