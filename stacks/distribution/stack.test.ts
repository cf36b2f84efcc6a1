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
