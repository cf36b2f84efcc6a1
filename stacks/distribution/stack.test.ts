import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { synthesized } from "../testing/synthesized.ts";
import type { Extend } from "./extend.ts";
import { distribution } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

const shop = (changes: Partial<Distribution> = {}): Distribution => ({
  comment: "Shop",
  origins: { pages: { type: "static" } },
  defaultBehavior: { origin: "pages" },
  ...changes,
});

describe("distributions of one stack", () => {
  const distributions = { shop: shop({ stack: "sites" }), blog: shop({ stack: "sites", comment: "Blog" }) };

  it("are in the stack that they name, with resources and outputs named after them", () => {
    const { identity, hcl, diagnostics } = synthesized(distribution, { distributions });
    expect(identity).toEqual({ kind: "distribution", environment: "test", name: "sites" });
    for (const key of ["shop", "blog"]) {
      expect(hcl).toContain(`resource "aws_cloudfront_distribution" "${key}_${key}" {`);
      expect(hcl).toContain(`bucket        = "test-sites-${key}-pages-123456789012"`);
      expect(hcl).toContain(`output "${key}_distribution_id" {`);
    }
    expect(diagnostics).toEqual([]);
  });

  it("need no prefix where the stack has the distribution's name", () => {
    const { hcl } = synthesized(distribution, { distributions: { shop: shop(), blog: shop({ stack: "shop" }) } });
    expect(hcl).toContain('resource "aws_s3_bucket" "pages" {');
    expect(hcl).toContain('resource "aws_s3_bucket" "blog_pages" {');
    expect(hcl).toContain('output "distribution_id" {');
  });
});

describe("the names of a distribution", () => {
  const dns = {
    hostedZones: [{ name: "example.com", zoneId: "Z1" }],
    assumeRole: { roleArn: "arn:aws:iam::222222222222:role/dns", externalId: "site" },
  };
  const named = shop({
    aliases: ["example.com", "www.example.com"],
    certificate: { keyAlgorithm: "EC_prime256v1" },
    dnsRecords: { types: ["A"] },
  });

  it("have a certificate of us-east-1 and records of the DNS account, by the role in it", () => {
    const { hcl, diagnostics } = synthesized(distribution, { dns, distributions: { shop: named } });
    expect(diagnostics).toEqual([]);
    expect(hcl).toMatch(
      /provider "aws" \{\n {2}alias += "dns"\n {2}allowed_account_ids = \["222222222222"\]\n {2}region += "us-east-1"/,
    );
    expect(hcl).toContain('role_arn    = "arn:aws:iam::222222222222:role/dns"');
    expect(hcl).toContain('resource "aws_acm_certificate" "shop" {');
    expect(hcl).toContain("acm_certificate_arn      = aws_acm_certificate_validation.shop_validation.certificate_arn");
    for (const record of ["shop_example_com_validation", "shop_www_example_com_validation", "example_com_A"]) {
      expect(hcl).toContain(`resource "aws_route53_record" "${record}" {\n  provider = aws.dns\n`);
    }
  });

  it("share the lookup of a zone without an id in one stack", () => {
    const other = shop({ stack: "shop", aliases: ["blog.example.com"], certificate: {}, dnsRecords: {} });
    const zones = { hostedZones: [{ name: "example.com" }] };
    const { hcl } = synthesized(distribution, { dns: zones, distributions: { shop: named, blog: other } });
    expect(hcl.match(/data "aws_route53_zone"/g)).toHaveLength(1);
    expect(hcl).toContain('resource "aws_acm_certificate" "blog_blog" {');
    expect(hcl).not.toContain('alias = "dns"');
  });

  it("are an error where the certificate doesn't cover an alias", () => {
    const certificate = { domainName: "*.example.com", subjectAlternativeNames: [] };
    const { diagnostics } = synthesized(distribution, { dns, distributions: { shop: { ...named, certificate } } });
    expect(diagnostics).toEqual([
      expect.stringContaining(
        "environments/test.ts: distributions.shop.certificate: The certificate for *.example.com does not cover example.com. '*' covers one label. Add each to the certificate's subjectAlternativeNames, or remove the alias.",
      ),
    ]);
  });
});

describe("client certificates of viewers", () => {
  it("are written as a block, and reported where the stack allows a provider without them", () => {
    const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const viewerMtlsConfig = { trustStoreConfig: { trustStoreId: "ts_1", advertiseTrustStoreCaNames: true } };
    const named = shop({ aliases: ["example.com"], certificate, httpVersion: "http2", viewerMtlsConfig });
    const { hcl, diagnostics } = synthesized(distribution, { distributions: { shop: named } });
    expect(hcl).toMatch(
      /^ {2}viewer_mtls_config \{\n {4}mode = "required"\n\n {4}trust_store_config \{\n {6}trust_store_id += "ts_1"\n/m,
    );
    expect(diagnostics).toEqual([
      expect.stringMatching(
        /viewer_mtls_config needs AWS provider 6\.28\.0 or newer, .*requiredProviders\.aws\.version/,
      ),
    ]);
  });
});

describe("the trust store of a distribution", () => {
  it("is made of a file of authorities", () => {
    const caCertificatesBundleS3Location = { bucket: "authorities", key: "clients.pem", region: "eu-west-1" };
    const viewerMtlsConfig = { trustStoreConfig: { caCertificatesBundleS3Location } };
    const { hcl } = synthesized(distribution, {
      distributions: { shop: shop({ httpVersion: "http2", viewerMtlsConfig }) },
    });
    expect(hcl).toMatch(
      /resource "aws_cloudfront_trust_store" "viewers" \{\n {2}name = "test-shop-viewers"\n\n {2}ca_certificates_bundle_source \{\n {4}ca_certificates_bundle_s3_location \{\n {6}bucket = "authorities"/,
    );
    expect(hcl).toMatch(/trust_store_id +?= aws_cloudfront_trust_store\.viewers\.id/);
  });
});

describe("the error pages of a distribution", () => {
  const origins = { pages: { type: "static" }, orders: { type: "custom", domainName: "api.example.com" } } as const;
  const behaviors = [{ pathPattern: "/api/*", origin: "orders" }];
  const site = (changes: Partial<Distribution>) =>
    synthesized(distribution, { distributions: { shop: shop({ origins, behaviors, ...changes }) } }).diagnostics;
  const app = { errorCode: 404, responseCode: 200, responsePagePath: "/index.html" } as const;

  it("are warned of where a page for an app also hides an API's 404", () => {
    expect(site({ customErrorResponses: [app] })).toEqual([
      expect.stringContaining(
        "distributions.shop.customErrorResponses (custom_error_response[0]): /index.html with status 200 also replaces the 404 of orders",
      ),
    ]);
    expect(site({ customErrorResponses: [app], behaviors: [] })).toEqual([]);
    expect(site({ defaultBehavior: { origin: "pages", singlePageApplication: {} } })).toEqual([]);
  });
});

describe("a distribution that names a file to extend it", () => {
  const file = "stacks/distribution/extensions/shop.ts";
  const extended = (extend: Extend) =>
    synthesized(distribution, { distributions: { shop: shop({ extend: file }) } }, "", new Map([[file, extend]]));

  it("gets what the file's function adds and overrides", () => {
    const { hcl } = extended(({ scope, distribution: { distribution: resource } }) => {
      resource.addOverride("staging", true);
      new SsmParameter(scope, "domain", { name: "/shop/domain", type: "String", value: resource.domainName });
    });
    expect(hcl).toMatch(/^ {2}staging +=/m);
    expect(hcl).toContain("value = aws_cloudfront_distribution.shop.domain_name");
  });

  it("is checked together with what was added", () => {
    const { diagnostics } = extended(({ distribution: { distribution: resource } }) => {
      resource.addOverride("ordered_cache_behavior", [{ path_pattern: "/[a]/*", target_origin_id: "pages" }]);
    });
    expect(diagnostics).toEqual([expect.stringContaining("'/[a]/*'")]);
  });

  it("can't be synthesized before the file was loaded", () => {
    const distributions = { shop: shop({ extend: file }) };
    expect(() => synthesized(distribution, { distributions })).toThrow(`${file} was not loaded`);
  });
});
