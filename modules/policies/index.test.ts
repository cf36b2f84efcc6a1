import { TerraformElement, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { type CachePolicyOptions, Policies } from "./index.ts";

const language: CachePolicyOptions = { headersConfig: { headerBehavior: "whitelist", headers: ["Accept-Language"] } };

/** Distributions that use policies: constructs without resources. */
const users = (stack: TerraformStack, count: number) =>
  Array.from({ length: count }, (_, index) => new Construct(stack, `distribution-${index}`));

describe("the policies of a stack", () => {
  it("are one where the settings are equal, in whatever order they are written", () => {
    const made = synthesized((stack) => {
      const [first, second] = users(stack, 2) as [Construct, Construct];
      const policy = (headers: string[], extra: Partial<CachePolicyOptions> = {}): CachePolicyOptions => ({
        headersConfig: { headerBehavior: "whitelist", headers },
        ...extra,
      });
      const ids = [
        Policies.of(first).cache(first, policy(["Accept-Language", "Origin"])),
        Policies.of(second).cache(second, policy(["Origin", "Accept-Language"], { minTtl: 0, comment: undefined })),
      ];
      new TerraformOutput(stack, "ids", { value: ids });
    });
    const [address] = Object.keys(JSON.parse(made.text).resource.aws_cloudfront_cache_policy);
    const id = `\${aws_cloudfront_cache_policy.${address}.id}`;
    expect(made.all("aws_cloudfront_cache_policy")).toHaveLength(1);
    expect(JSON.parse(made.text).output.ids.value).toEqual([id, id]);
  });

  it("have a name that changes with the settings, and are replaced before they are deleted", () => {
    const named = (options: CachePolicyOptions) =>
      synthesized((stack) => void Policies.of(stack).cache(stack, options)).one("aws_cloudfront_cache_policy");
    expect(named({ defaultTtl: 60 }).name).toMatch(/^stack-cache-[0-9a-f]{8}$/);
    expect(named({ name: "pages", defaultTtl: 60 }).name).toMatch(/^stack-pages-[0-9a-f]{8}$/);
    expect(named({ defaultTtl: 61 }).name).not.toBe(named({ defaultTtl: 60 }).name);
    expect(named({ defaultTtl: 60 }).name).toBe(named({ defaultTtl: 60 }).name);
    expect(named({}).lifecycle).toEqual({ create_before_destroy: true });
  });

  it("have the same name for the same reference, and another for another one", () => {
    const named = (reference: string) =>
      synthesized((stack) => {
        Policies.of(stack).cache(stack, { comment: `for \${${reference}}` });
      }).one("aws_cloudfront_cache_policy").name;
    expect(named("aws_s3_bucket.a.id")).toBe(named("aws_s3_bucket.a.id"));
    expect(named("aws_s3_bucket.a.id")).not.toBe(named("aws_s3_bucket.b.id"));
  });

  it("are made a second time for the 101st distribution, since AWS lets 100 share one", () => {
    const made = synthesized((stack) => {
      for (const user of users(stack, 101)) {
        for (let behavior = 0; behavior < 3; behavior += 1) Policies.of(user).cache(user, language);
      }
    });
    const names = made
      .all("aws_cloudfront_cache_policy")
      .map(({ name }) => String(name))
      .sort();
    expect(names).toHaveLength(2);
    expect(names[1]).toBe(`${names[0]}-2`);
  });

  it("are AWS's by AWS's name, as one local, or those that exist by id or reference", () => {
    const made = synthesized((stack) => {
      const policies = Policies.of(stack);
      const existing = new TerraformElement(stack, "existing", "aws_cloudfront_cache_policy");
      const id = "00000000-1111-2222-3333-444444444444";
      new TerraformOutput(stack, "ids", {
        value: [
          policies.cache(stack, "CachingOptimized"),
          policies.cache(stack, "Managed-CachingOptimized"),
          policies.originRequest(stack, id),
          policies.responseHeaders(stack, existing.fqn),
        ],
      });
    });
    const { locals, output, resource } = JSON.parse(made.text);
    expect(Object.values(locals)).toEqual(["658327ea-f89d-4fab-a63d-7e88639e58f6"]);
    const [name] = Object.keys(locals);
    const id = "00000000-1111-2222-3333-444444444444";
    expect(output.ids.value).toEqual([
      `\${local.${name}}`,
      `\${local.${name}}`,
      id,
      expect.stringMatching(/^\$\{.*existing.*\}$/),
    ]);
    expect(resource).toBeUndefined();
  });

  it("report a name that AWS does not have", () => {
    const misspelled = () => synthesized((stack) => void Policies.of(stack).originRequest(stack, "AllViewers"));
    expect(misspelled).toThrow("Did you mean 'AllViewer'?");
  });
});

describe("a cache policy", () => {
  const policy = (options: CachePolicyOptions) =>
    synthesized((stack) => void Policies.of(stack).cache(stack, options)).one("aws_cloudfront_cache_policy");

  it("keeps objects for a day, distinguishes them by host and path, and compressed ones apart", () => {
    expect(policy({})).toMatchObject({
      min_ttl: 0,
      default_ttl: 86_400,
      max_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        enable_accept_encoding_brotli: true,
        enable_accept_encoding_gzip: true,
        headers_config: { header_behavior: "none" },
        cookies_config: { cookie_behavior: "none" },
        query_strings_config: { query_string_behavior: "none" },
      },
    });
  });

  it.each([
    ["a shorter maximum", { maxTtl: 60 }, [0, 60, 60]],
    ["a longer minimum", { minTtl: 100_000 }, [100_000, 100_000, 31_536_000]],
    ["a default above a year", { defaultTtl: 40_000_000 }, [0, 40_000_000, 40_000_000]],
  ])("fits the times that are not set to %s", (_, options, expected) => {
    const { min_ttl, default_ttl, max_ttl } = policy(options);
    expect([min_ttl, default_ttl, max_ttl]).toEqual(expected);
  });

  it("that caches nothing has no compression, which CloudFront would reject", () => {
    expect(policy({ maxTtl: 0 }).parameters_in_cache_key_and_forwarded_to_origin).toMatchObject({
      enable_accept_encoding_brotli: false,
      enable_accept_encoding_gzip: false,
    });
  });
});

describe("an origin request policy", () => {
  it("has Terraform's arguments, with sorted names", () => {
    const made = synthesized((stack) => {
      Policies.of(stack).originRequest(stack, {
        comment: "for the API",
        headersConfig: { headerBehavior: "allViewerAndWhitelistCloudFront", headers: ["CloudFront-Viewer-Country"] },
        cookiesConfig: { cookieBehavior: "whitelist", cookies: ["b", "a"] },
        queryStringsConfig: { queryStringBehavior: "allExcept", queryStrings: ["utm_source"] },
      });
    });
    expect(made.one("aws_cloudfront_origin_request_policy")).toMatchObject({
      comment: "for the API",
      headers_config: {
        header_behavior: "allViewerAndWhitelistCloudFront",
        headers: { items: ["CloudFront-Viewer-Country"] },
      },
      cookies_config: { cookie_behavior: "whitelist", cookies: { items: ["a", "b"] } },
      query_strings_config: { query_string_behavior: "allExcept", query_strings: { items: ["utm_source"] } },
    });
  });
});

describe("a response headers policy", () => {
  it("has Terraform's arguments, with defaults for the settings that AWS requires", () => {
    const made = synthesized((stack) => {
      Policies.of(stack).responseHeaders(stack, {
        corsConfig: { accessControlAllowOrigins: ["https://b.example.com", "https://a.example.com"] },
        customHeadersConfig: [{ header: "X-Team", value: "web" }],
        removeHeadersConfig: ["X-Powered-By"],
        securityHeadersConfig: {
          contentTypeOptions: {},
          strictTransportSecurity: { includeSubdomains: true },
          xssProtection: { protection: false },
        },
        serverTimingHeadersConfig: { samplingRate: 50 },
      });
    });
    const { name: _, lifecycle: __, "//": ___, ...policy } = made.one("aws_cloudfront_response_headers_policy");
    expect(policy).toEqual({
      cors_config: {
        access_control_allow_credentials: false,
        access_control_allow_headers: { items: ["*"] },
        access_control_allow_methods: { items: ["GET", "HEAD"] },
        access_control_allow_origins: { items: ["https://a.example.com", "https://b.example.com"] },
        access_control_max_age_sec: 600,
        origin_override: true,
      },
      custom_headers_config: { items: [{ header: "X-Team", value: "web", override: true }] },
      remove_headers_config: { items: [{ header: "X-Powered-By" }] },
      security_headers_config: {
        content_type_options: { override: true },
        strict_transport_security: {
          access_control_max_age_sec: 31_536_000,
          include_subdomains: true,
          override: true,
          preload: false,
        },
        xss_protection: { protection: false, mode_block: false, override: true },
      },
      server_timing_headers_config: { enabled: true, sampling_rate: 50 },
    });
  });
});
