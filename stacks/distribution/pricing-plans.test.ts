import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js";
import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { synthesized } from "../testing/synthesized.ts";
import type { Extend } from "./extend.ts";
import { distribution } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

const shop = (changes: Partial<Distribution> = {}): Distribution => ({
  comment: "Shop",
  pricingPlan: "pro",
  webAcl: {},
  origins: { pages: { type: "static" } },
  defaultBehavior: { origin: "pages" },
  ...changes,
});

const diagnosticsOf = (distributions: Record<string, Distribution>) =>
  synthesized(distribution, { distributions }).diagnostics;

describe("a distribution with a flat-rate plan", () => {
  it("is accepted if it has a web ACL and AWS's own cache policies", () => {
    expect(diagnosticsOf({ shop: shop() })).toEqual([]);
  });

  it("needs a web ACL, as the subscription fails without one", () => {
    expect(diagnosticsOf({ shop: shop({ webAcl: undefined }) })).toEqual([
      expect.stringContaining("distributions.shop: The pricing plan 'pro' needs a web ACL"),
    ]);
  });

  it("can't have its own cache policy before Business", () => {
    const own = { defaultBehavior: { origin: "pages", cachePolicy: { minTtl: 0, defaultTtl: 60, maxTtl: 60 } } };
    expect(diagnosticsOf({ shop: shop(own) })).toEqual([
      expect.stringContaining(
        "The distribution uses cache policies of your own, which the pricing plan 'pro' does not have",
      ),
    ]);
    expect(diagnosticsOf({ shop: shop({ ...own, pricingPlan: "business" }) })).toEqual([]);
  });

  it("has the number of behaviors of its plan, its default one included", () => {
    const behaviors = ["/a", "/b", "/c", "/d", "/e"].map((pathPattern) => ({ pathPattern, origin: "pages" }));
    expect(diagnosticsOf({ shop: shop({ pricingPlan: "free", behaviors: behaviors.slice(1) }) })).toEqual([]);
    expect(diagnosticsOf({ shop: shop({ pricingPlan: "free", behaviors }) })).toEqual([
      expect.stringContaining(
        "The distribution has 6 behaviors, its default one included; the pricing plan 'free' has 5",
      ),
    ]);
  });

  it("may have five rules of its web ACL with the free plan", () => {
    const rateRules = [1, 2].map((index) => ({ name: `rate-${index}`, limit: 1000 }));
    expect(diagnosticsOf({ shop: shop({ pricingPlan: "free", webAcl: { rateRules } }) })).toEqual([
      expect.stringContaining("The web ACL has 6 rules; the pricing plan 'free' has 5"),
    ]);
  });

  it("has a web ACL that no other distribution of its stack uses", () => {
    const { hcl, diagnostics } = synthesized(distribution, {
      distributions: { shop: shop({ stack: "sites" }), blog: shop({ stack: "sites" }) },
    });
    expect(hcl.match(/resource "aws_wafv2_web_acl"/g)).toHaveLength(2);
    expect(diagnostics).toEqual([]);
  });

  it("can't share an existing web ACL, not even with one that is paid by use", () => {
    const webAcl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/all/1";
    const other = shop({ stack: "shop", pricingPlan: "pay-as-you-go", webAcl });
    expect(diagnosticsOf({ shop: shop({ webAcl }), other })).toEqual([
      expect.stringContaining(`'${webAcl}' is shared with 'distributions.other'`),
    ]);
  });

  it("is checked together with what its file adds", () => {
    const file = "stacks/distribution/extensions/shop.ts";
    const extend: Extend = ({ scope, distribution: { distribution: resource } }) => {
      const policy = new CloudfrontCachePolicy(scope, "own", {
        name: "own",
        parametersInCacheKeyAndForwardedToOrigin: {
          cookiesConfig: { cookieBehavior: "none" },
          headersConfig: { headerBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "none" },
        },
      });
      resource.addOverride("default_cache_behavior.cache_policy_id", policy.id);
      resource.addOverride("staging", true);
    };
    const distributions = { shop: shop({ extend: file }) };
    const { diagnostics } = synthesized(distribution, { distributions }, "", new Map([[file, extend]]));
    expect(diagnostics).toEqual([
      expect.stringContaining("uses cache policies of your own"),
      expect.stringContaining("uses continuous deployment"),
    ]);
  });
});

describe("the free plan", () => {
  const free = shop({ pricingPlan: "free" });

  it("is for three distributions of an account", () => {
    const sites = { stack: "sites" };
    const three = { shop: { ...free, ...sites }, b: { ...free, ...sites }, c: { ...free, ...sites } };
    expect(diagnosticsOf(three)).toEqual([]);
    expect(diagnosticsOf({ ...three, d: { ...free, ...sites } })).toEqual([
      expect.stringContaining("4 distributions have the pricing plan 'free'; AWS allows an account 3"),
    ]);
  });
});
