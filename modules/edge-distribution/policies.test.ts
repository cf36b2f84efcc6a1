import { DiagnosticError } from "@featheredge/diagnostics";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { OriginRequestPolicyOptions } from "../policies/index.ts";
import { synthesized } from "../testing/stack.ts";
import { type Behavior, EdgeDistribution } from "./index.ts";

const country = {
  name: "router",
  event: "viewer-request",
  runtime: "cloudfront-function",
  arn: "arn:router",
  viewerHeaders: ["CloudFront-Viewer-Country"],
  includeBody: false,
} as const;

/** A stack with a distribution for each list of behaviors, of which the first is the default one. */
const made = (...distributions: readonly (readonly Partial<Behavior>[])[]) =>
  synthesized((stack) => {
    distributions.forEach(([first = {}, ...others], index) => {
      new EdgeDistribution(new Construct(stack, `scope-${index}`), "site", {
        comment: "Site",
        origins: { pages: { block: { domainName: "pages.example.com" } } },
        defaultBehavior: { origin: "pages", ...first },
        behaviors: others.map((other, at) => ({ origin: "pages", pathPattern: `/${at}`, ...other })),
      });
    });
  });

const language = { headersConfig: { headerBehavior: "whitelist", headers: ["Accept-Language"] } } as const;

describe("a behavior's policies", () => {
  it("are one for equal settings, at all behaviors of all distributions of a stack", () => {
    const headers = { removeHeadersConfig: ["Server"] };
    const synthesis = made(
      [{ cachePolicy: language }, { cachePolicy: { minTtl: 0, ...language }, responseHeadersPolicy: headers }],
      [{ cachePolicy: { ...language }, responseHeadersPolicy: headers }, { cachePolicy: { maxTtl: 60 } }],
    );
    expect(synthesis.all("aws_cloudfront_cache_policy")).toHaveLength(2);
    const [first, second] = synthesis.all("aws_cloudfront_distribution");
    const shared = first?.default_cache_behavior.cache_policy_id;
    expect(shared).toMatch(/^\$\{aws_cloudfront_cache_policy\..*\.id\}$/);
    expect(first?.ordered_cache_behavior[0].cache_policy_id).toBe(shared);
    expect(second?.default_cache_behavior.cache_policy_id).toBe(shared);
    expect(second?.ordered_cache_behavior[0].cache_policy_id).not.toBe(shared);
    expect(synthesis.all("aws_cloudfront_response_headers_policy")).toHaveLength(1);
  });

  it.each<[string, OriginRequestPolicyOptions, object]>([
    [
      "no headers",
      { cookiesConfig: { cookieBehavior: "all" } },
      { header_behavior: "whitelist", headers: { items: ["CloudFront-Viewer-Country"] } },
    ],
    [
      "some headers",
      { headersConfig: { headerBehavior: "whitelist", headers: ["Origin"] } },
      { header_behavior: "whitelist", headers: { items: ["CloudFront-Viewer-Country", "Origin"] } },
    ],
    [
      "all headers of the viewer",
      { headersConfig: { headerBehavior: "allViewer" } },
      { header_behavior: "allViewerAndWhitelistCloudFront", headers: { items: ["CloudFront-Viewer-Country"] } },
    ],
    [
      "the same header in other letters",
      { headersConfig: { headerBehavior: "whitelist", headers: ["cloudfront-viewer-country"] } },
      { header_behavior: "whitelist", headers: { items: ["cloudfront-viewer-country"] } },
    ],
  ])("with %s for the origin get the headers that functions read", (_, originRequestPolicy, expected) => {
    const synthesis = made([{ originRequestPolicy, functions: [country] }]);
    expect(synthesis.one("aws_cloudfront_origin_request_policy").headers_config).toEqual(expected);
  });

  it("need no origin request policy for a header that the cache key has", () => {
    const headersConfig = { headerBehavior: "whitelist", headers: ["CloudFront-Viewer-Country"] } as const;
    const synthesis = made([{ cachePolicy: { headersConfig }, functions: [country] }]);
    expect(synthesis.all("aws_cloudfront_origin_request_policy")).toEqual([]);
  });

  it("are reported if they send all headers but some, among which CloudFront's own are not", () => {
    const headersConfig = { headerBehavior: "allExcept", headers: ["Host"] } as const;
    const wrong = () => made([{ originRequestPolicy: { headersConfig }, functions: [country] }]);
    expect(wrong).toThrow(DiagnosticError);
    expect(wrong).toThrow("originRequestPolicy: The functions read CloudFront-Viewer-Country, which a policy with the");
  });
});
