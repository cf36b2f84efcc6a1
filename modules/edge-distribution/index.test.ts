import { DiagnosticError } from "@featheredge/diagnostics";
import { reported } from "@featheredge/synth/testing";
import { describe, expect, it } from "vitest";
import type { Origin } from "../origins/origin.ts";
import { serverBlock } from "../origins/settings/block.ts";
import { synthesized } from "../testing/stack.ts";
import {
  type AttachedFunction,
  type Behavior,
  EdgeDistribution,
  type EdgeDistributionProps,
  type OrderedBehavior,
} from "./index.ts";

const attached = (changes: Partial<AttachedFunction> = {}): AttachedFunction => ({
  name: "router",
  event: "viewer-request",
  runtime: "cloudfront-function",
  arn: "arn:router",
  viewerHeaders: [],
  includeBody: false,
  ...changes,
});

const behavior = (changes: Partial<Behavior> = {}): Behavior => ({
  key: "distributions.site.defaultBehavior",
  origin: "pages",
  allowedMethods: ["GET", "HEAD"],
  viewerProtocolPolicy: "redirect-to-https",
  cachePolicy: "CachingOptimized",
  compress: true,
  functions: [],
  ...changes,
});

const ordered = (changes: Partial<OrderedBehavior> = {}): OrderedBehavior => ({
  ...behavior(changes),
  pathPattern: "*",
  ...changes,
});

const server = (domainName: string, originReadTimeout: number): Origin => ({
  block: { domainName, customOriginConfig: serverBlock({ originReadTimeout }) },
});

const props = (changes: Partial<EdgeDistributionProps> = {}): EdgeDistributionProps => ({
  file: "environments/prod.ts",
  key: "distributions.site",
  comment: "Site",
  aliases: [],
  priceClass: "PriceClass_All",
  waitForDeployment: true,
  origins: { pages: { block: { domainName: "pages.s3.eu-west-1.amazonaws.com", originAccessControlId: "E1" } } },
  defaultBehavior: behavior(),
  behaviors: [],
  preventDestroy: false,
  ...changes,
});

const made = (changes: Partial<EdgeDistributionProps> = {}) =>
  synthesized((stack) => {
    new EdgeDistribution(stack, "site", props(changes));
  });
const distribution = (changes: Partial<EdgeDistributionProps> = {}) => made(changes).one("aws_cloudfront_distribution");

/** Everything that synthesis reports about a distribution, one paragraph each. */
function diagnostics(changes: Partial<EdgeDistributionProps>): string {
  try {
    const paragraphs = reported((stack) => {
      new EdgeDistribution(stack, "site", props(changes));
    });
    return paragraphs.join("\n\n");
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
}

describe("an edge distribution", () => {
  it("supports HTTP/3 and IPv6", () => {
    expect(distribution()).toMatchObject({ enabled: true, http_version: "http2and3", is_ipv6_enabled: true });
  });

  it("does not wait for the edge locations when waitForDeployment is false", () => {
    expect(distribution()).not.toHaveProperty("wait_for_deployment");
    expect(distribution({ waitForDeployment: false })).toMatchObject({ wait_for_deployment: false });
  });

  it("serves aliases with their certificate, from TLS 1.2 on and by SNI", () => {
    const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    expect(distribution({ aliases: ["example.com"], certificate })).toMatchObject({
      aliases: ["example.com"],
      viewer_certificate: {
        acm_certificate_arn: certificate,
        minimum_protocol_version: "TLSv1.2_2021",
        ssl_support_method: "sni-only",
      },
    });
    expect(distribution().viewer_certificate).toEqual({ cloudfront_default_certificate: true });
  });

  it("attaches each runtime by its own kind of association, in the order of a request's events", () => {
    const lambda = { runtime: "lambda-at-edge" } as const;
    const block = distribution({
      defaultBehavior: behavior({
        functions: [
          attached({ event: "viewer-response", name: "headers", arn: "arn:headers" }),
          attached(),
          attached({ ...lambda, event: "origin-request", name: "sign", arn: "arn:sign:3" }),
        ],
      }),
    }).default_cache_behavior;
    expect(block.function_association).toEqual([
      { event_type: "viewer-request", function_arn: "arn:router" },
      { event_type: "viewer-response", function_arn: "arn:headers" },
    ]);
    expect(block.lambda_function_association).toEqual([
      { event_type: "origin-request", lambda_arn: "arn:sign:3", include_body: false },
    ]);
  });

  it("includes the request's body if a Lambda@Edge function uses it", () => {
    const functions = [
      attached({ runtime: "lambda-at-edge", event: "origin-request", arn: "arn:sign:3", includeBody: true }),
    ];
    const block = distribution({ defaultBehavior: behavior({ functions }) }).default_cache_behavior;
    expect(block.lambda_function_association).toEqual([
      { event_type: "origin-request", lambda_arn: "arn:sign:3", include_body: true },
    ]);
  });

  it("keeps the order of behaviors, which is the order in which CloudFront tries them", () => {
    const paths = ["/b/*", "/a/*", "/c"];
    const behaviors = paths.map((pathPattern, index) =>
      ordered({ pathPattern, key: `distributions.site.behaviors[${index}]` }),
    );
    const written: { path_pattern: string }[] = distribution({ behaviors }).ordered_cache_behavior;
    expect(written.map((one) => one.path_pattern)).toEqual(paths);
  });

  it("names a managed policy in a local, and uses the id of a custom policy as it is", () => {
    const own = "00000000-1111-2222-3333-444444444444";
    const synthesis = made({
      defaultBehavior: behavior({ cachePolicy: own, responseHeadersPolicy: "SecurityHeadersPolicy" }),
    });
    const block = synthesis.one("aws_cloudfront_distribution").default_cache_behavior;
    expect(block.cache_policy_id).toBe(own);
    expect(block.response_headers_policy_id).toMatch(/^\$\{local\.\w*security-headers-policy\w*\}$/);
    expect(synthesis.text).toContain("67f7725c-6f97-4210-82d7-5512b31e9d03");
  });

  it("adds a policy with the viewer headers that functions read, only to the behaviors that need it", () => {
    const reading = attached({ viewerHeaders: ["CloudFront-Viewer-Country", "CloudFront-Viewer-City"] });
    const synthesis = made({
      defaultBehavior: behavior({ functions: [reading] }),
      behaviors: [ordered({ pathPattern: "/assets/*", key: "distributions.site.behaviors[0]" })],
    });
    expect(synthesis.one("aws_cloudfront_origin_request_policy")).toMatchObject({
      name: expect.stringMatching(/^stack-viewer-headers-[0-9a-f]{8}$/),
      headers_config: {
        header_behavior: "whitelist",
        headers: { items: ["CloudFront-Viewer-City", "CloudFront-Viewer-Country"] },
      },
    });
    const { default_cache_behavior: first, ordered_cache_behavior: others } =
      synthesis.one("aws_cloudfront_distribution");
    expect(first.origin_request_policy_id).toMatch(/aws_cloudfront_origin_request_policy\..*\.id/);
    expect(others[0]).not.toHaveProperty("origin_request_policy_id");
  });

  it("keeps the named policy if it includes those headers or is a custom one", () => {
    const functions = [attached({ viewerHeaders: ["CloudFront-Viewer-Country"] })];
    for (const policy of ["AllViewerAndCloudFrontHeaders-2022-06", "00000000-1111-2222-3333-444444444444"]) {
      const synthesis = made({ defaultBehavior: behavior({ functions, originRequestPolicy: policy }) });
      expect(synthesis.all("aws_cloudfront_origin_request_policy")).toEqual([]);
    }
  });

  it("connects to custom origins by TLS 1.2 only", () => {
    const origins = { pages: server("api.example.com", 20) } as const;
    expect(distribution({ origins }).origin[0]).toMatchObject({
      domain_name: "api.example.com",
      custom_origin_config: {
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
        origin_read_timeout: 20,
      },
    });
  });

  it("answers a request for a missing object with the page and 404, whether S3 answers 403 or 404", () => {
    const responses = distribution({ notFoundPage: "/404.html" }).custom_error_response;
    expect(responses).toMatchObject([
      { error_code: 403, response_code: 404, response_page_path: "/404.html" },
      { error_code: 404, response_code: 404, response_page_path: "/404.html" },
    ]);
  });

  it("can be disabled, retained when it is destroyed, and served from the addresses of an Anycast list", () => {
    const made = synthesized(
      (stack) =>
        void new EdgeDistribution(
          stack,
          "site",
          props({ enabled: false, retainOnDelete: true, anycastIpListId: "aip_1" }),
        ),
    ).one("aws_cloudfront_distribution");
    expect(made).toMatchObject({ enabled: false, retain_on_delete: true, anycast_ip_list_id: "aip_1" });
  });

  it("is protected from being destroyed if preventDestroy is true", () => {
    expect(distribution({ preventDestroy: true }).lifecycle).toEqual({ prevent_destroy: true });
    expect(distribution().lifecycle).toBeUndefined();
  });
});

describe("the error pages of a distribution", () => {
  it("replace a status by a page with another status, for a time, or only set the time", () => {
    const customErrorResponses = [
      { errorCode: 404, responseCode: 200, responsePagePath: "/index.html", errorCachingMinTtl: 0 },
      { errorCode: 503, responsePagePath: "/down.html" },
      { errorCode: 500, errorCachingMinTtl: 1 },
    ] as const;
    expect(distribution({ customErrorResponses: [...customErrorResponses] }).custom_error_response).toEqual([
      { error_code: 404, response_code: 200, response_page_path: "/index.html", error_caching_min_ttl: 0 },
      { error_code: 503, response_code: 503, response_page_path: "/down.html", error_caching_min_ttl: 10 },
      { error_code: 500, error_caching_min_ttl: 1 },
    ]);
  });

  it("come from the origin that they name, by a behavior before all others", () => {
    const down = { responsePagePath: "/down.html", origin: "pages" };
    const { ordered_cache_behavior: written } = distribution({
      customErrorResponses: [
        { errorCode: 502, ...down },
        { errorCode: 504, ...down },
      ],
      behaviors: [ordered({ pathPattern: "/*.html" })],
    });
    expect(written.map((one: Record<string, unknown>) => [one.path_pattern, one.target_origin_id])).toEqual([
      ["/down.html", "pages"],
      ["/*.html", "pages"],
    ]);
  });

  it("are, for a missing object, those of notFoundPage unless an entry says otherwise", () => {
    const customErrorResponses = [
      { errorCode: 403 as const, responseCode: 403 as const, responsePagePath: "/no.html" },
    ];
    expect(distribution({ notFoundPage: "/404.html", customErrorResponses }).custom_error_response).toMatchObject([
      { error_code: 404, response_page_path: "/404.html", error_caching_min_ttl: 60 },
      { error_code: 403, response_page_path: "/no.html", error_caching_min_ttl: 10 },
    ]);
  });

  it.each([
    ["two entries for one status", [{ errorCode: 404 }, { errorCode: 404 }]],
    ["a status that CloudFront has no page for", [{ errorCode: 418 }]],
    ["a status without a page", [{ errorCode: 404, responseCode: 200 }]],
    ["an origin without a page", [{ errorCode: 404, origin: "pages" }]],
  ])("are rejected with %s", (_, entries) => {
    expect(() =>
      distribution({ customErrorResponses: entries as EdgeDistributionProps["customErrorResponses"] & object }),
    ).toThrow();
  });
});

describe("the connection of viewers", () => {
  const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1";
  const named = { aliases: ["example.com"], certificate };

  it("has the security policy, HTTP versions and addresses that are asked for", () => {
    const settings = { minimumProtocolVersion: "TLSv1.3_2025", httpVersion: "http2", isIpv6Enabled: false } as const;
    expect(distribution({ ...named, ...settings, sslSupportMethod: "vip" })).toMatchObject({
      http_version: "http2",
      is_ipv6_enabled: false,
      viewer_certificate: { minimum_protocol_version: "TLSv1.3_2025", ssl_support_method: "vip" },
    });
  });

  it("has no TLS settings without a certificate", () => {
    expect(diagnostics({ minimumProtocolVersion: "TLSv1.3_2025" })).toContain(
      "distributions.site.minimumProtocolVersion: 'TLSv1.3_2025' has no effect without a certificate",
    );
  });

  const viewerMtlsConfig = { mode: "optional", trustStoreConfig: { trustStoreId: "ts_1" } } as const;

  it("asks viewers for certificates of a trust store", () => {
    expect(distribution({ ...named, httpVersion: "http2", viewerMtlsConfig }).viewer_mtls_config).toEqual({
      mode: "optional",
      trust_store_config: {
        trust_store_id: "ts_1",
        advertise_trust_store_ca_names: false,
        ignore_certificate_expiry: false,
      },
    });
  });

  it("can't ask for certificates over HTTP/3 and over HTTP", () => {
    const defaultBehavior = behavior({ viewerProtocolPolicy: "allow-all" });
    const message = diagnostics({ ...named, viewerMtlsConfig, defaultBehavior });
    expect(message).toContain("distributions.site.httpVersion: Client certificates don't work with 'http2and3'.");
    expect(message).toContain("defaultBehavior.viewerProtocolPolicy: Client certificates need HTTPS");
  });
});

describe("a distribution that CloudFront rejects", () => {
  const second = (changes: Partial<OrderedBehavior>) => [
    ordered({ key: "distributions.site.behaviors[0]", ...changes }),
  ];

  it("is reported with file, key, rule and fix", () => {
    const message = diagnostics({ behaviors: second({ pathPattern: "/{locale}/*" }) });
    expect(message).toMatch(
      /^environments\/prod\.ts: distributions\.site\.behaviors\[0\]\.pathPattern: .*'\/\{locale\}\/\*'/,
    );
    expect(message).toMatch(/instead\.$/);
  });

  it("lists all mistakes, a paragraph each", () => {
    const message = diagnostics({
      aliases: ["a.example.com", "a.example.com"],
      behaviors: second({ pathPattern: "" }),
    });
    expect(message.split("\n\n")).toHaveLength(2);
  });

  it.each<[string, Partial<EdgeDistributionProps>, string]>([
    [
      "two functions for one event",
      {
        behaviors: second({
          pathPattern: "/a",
          functions: [attached({ arn: "arn:one" }), attached({ arn: "arn:two" })],
        }),
      },
      "distributions.site: distributions.site.behaviors[0] has 2 functions on viewer-request (arn:one, arn:two)",
    ],
    [
      "both runtimes on viewer events",
      {
        defaultBehavior: behavior({
          functions: [attached(), attached({ event: "viewer-response", runtime: "lambda-at-edge", name: "headers" })],
        }),
      },
      "distributions.site: distributions.site.defaultBehavior mixes runtimes on its viewer events",
    ],
    [
      "an unknown policy",
      { defaultBehavior: behavior({ cachePolicy: "CacheOptimized" }) },
      "distributions.site.defaultBehavior.cachePolicy: 'CacheOptimized'",
    ],
    [
      "a managed policy that does not include a header that functions read",
      {
        defaultBehavior: behavior({
          originRequestPolicy: "CORS-S3Origin",
          functions: [attached({ viewerHeaders: ["CloudFront-Viewer-Country"] })],
        }),
      },
      "The functions read CloudFront-Viewer-Country, which 'CORS-S3Origin' does not include.",
    ],
    [
      "one path pattern twice, with and without its slash",
      {
        behaviors: [
          ...second({ pathPattern: "/a/*" }),
          ...second({ pathPattern: "a/*", key: "distributions.site.behaviors[1]" }),
        ],
      },
      "distributions.site.behaviors[1].pathPattern: The path pattern 'a/*' is taken by distributions.site.behaviors[0]",
    ],
    [
      "an alias twice",
      { aliases: ["a.example.com", "a.example.com"] },
      "distributions.site.aliases: The alias 'a.example.com' is listed twice",
    ],
    [
      "more behaviors than AWS allows",
      { behaviors: Array.from({ length: 76 }, (_, index) => ordered({ pathPattern: `/${index}` })) },
      "distributions.site.behaviors: 76 behaviors; AWS takes 75 a distribution",
    ],
    [
      "more aliases than AWS allows",
      { aliases: Array.from({ length: 101 }, (_, index) => `a${index}.example.com`) },
      "distributions.site.aliases: 101 aliases; AWS takes 100 a distribution",
    ],
    [
      "more origins than AWS allows",
      {
        origins: Object.fromEntries(
          Array.from({ length: 101 }, (_, index) => [index === 0 ? "pages" : `o${index}`, server("a.example.com", 30)]),
        ),
      },
      "distributions.site.origins: 101 origins; AWS takes 100 a distribution",
    ],
    [
      "an origin timeout longer than AWS allows",
      { origins: { pages: server("a.example.com", 121) } },
      "distributions.site.origins.pages.originReadTimeout: 121 seconds to answer; CloudFront takes a whole number from 1 to 120",
    ],
  ])("is reported: %s", (_, changes, expected) => {
    expect(diagnostics(changes)).toContain(expected);
  });
});
