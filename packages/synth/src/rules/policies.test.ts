import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js";
import { CloudfrontContinuousDeploymentPolicy } from "@cdktf/provider-aws/lib/cloudfront-continuous-deployment-policy/index.js";
import { CloudfrontKeyGroup } from "@cdktf/provider-aws/lib/cloudfront-key-group/index.js";
import { CloudfrontOriginRequestPolicy } from "@cdktf/provider-aws/lib/cloudfront-origin-request-policy/index.js";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js";
import { describe, expect, it } from "vitest";
import { type Build, many, reported } from "../testing/index.ts";

describe("a policy or key group", () => {
  const items = many(11, (index) => `n${index}`);
  const none = {
    headersConfig: { headerBehavior: "none" },
    cookiesConfig: { cookieBehavior: "none" },
    queryStringsConfig: { queryStringBehavior: "none" },
  };
  const named = [
    ["headers", { ...none, headersConfig: { headerBehavior: "whitelist", headers: { items } } }],
    ["cookies", { ...none, cookiesConfig: { cookieBehavior: "whitelist", cookies: { items } } }],
    ["query strings", { ...none, queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items } } }],
  ] as const;

  it.each(named)("may name ten %s at most, in a cache key or for the origin", (what, config) => {
    const diagnostics = reported((stack) => {
      new CloudfrontCachePolicy(stack, "cache", { name: "a", parametersInCacheKeyAndForwardedToOrigin: config });
      new CloudfrontOriginRequestPolicy(stack, "origin", { name: "a", ...config });
    });
    expect(diagnostics).toHaveLength(2);
    for (const message of diagnostics) expect(message).toContain(`11 ${what}; AWS takes 10 a policy.`);
  });

  it("may have names of 1,024 characters together at most", () => {
    const lists = (last: number) => ({
      headersConfig: { headerBehavior: "whitelist", headers: { items: ["h".repeat(400)] } },
      cookiesConfig: { cookieBehavior: "whitelist", cookies: { items: ["c".repeat(400)] } },
      queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: ["q".repeat(last)] } },
    });
    const policy =
      (last: number): Build =>
      (stack) =>
        void new CloudfrontOriginRequestPolicy(stack, "origin", { name: "a", ...lists(last) });
    expect(reported(policy(224))).toEqual([]);
    expect(reported(policy(225))).toEqual([
      expect.stringContaining("have 1025 characters together; CloudFront takes 1024."),
    ]);
  });

  it("may set headers with names of 256 characters, and of 10,240 characters together, at most", () => {
    const policy =
      (headers: readonly (readonly [string, string])[]): Build =>
      (stack) =>
        void new CloudfrontResponseHeadersPolicy(stack, "headers", {
          name: "a",
          customHeadersConfig: { items: headers.map(([header, value]) => ({ header, value, override: true })) },
        });
    const six = (last: string) => many(6, (index) => [`n${index}`, index === 5 ? last : "v".repeat(1_700)] as const);
    expect(reported(policy([["n".repeat(256), "v"]]))).toEqual([]);
    expect(reported(policy([["n".repeat(257), "v"]]))[0]).toContain("has 257 characters; CloudFront takes 256.");
    expect(reported(policy(six("v".repeat(1_728))))).toEqual([]);
    expect(reported(policy(six("v".repeat(1_729))))).toEqual([
      expect.stringContaining(
        "6 custom headers have 10241 characters, names and values together; CloudFront takes 10240.",
      ),
    ]);
  });

  it("may set and remove ten headers at most, each of 1,783 characters at most", () => {
    const diagnostics = reported((stack) => {
      new CloudfrontResponseHeadersPolicy(stack, "headers", {
        name: "a",
        customHeadersConfig: {
          items: items.map((header) => ({ header, value: header === "n0" ? "v".repeat(1_784) : "v", override: true })),
        },
        removeHeadersConfig: { items: items.map((header) => ({ header })) },
      });
    });
    expect(diagnostics.map((message) => message.split(": ").slice(2, 4).join(": "))).toEqual([
      "aws_cloudfront_response_headers_policy.headers.custom_headers_config: 11 custom headers; AWS takes 10 a policy. Name fewer, or ask AWS for more.",
      "aws_cloudfront_response_headers_policy.headers.remove_headers_config: 11 removed headers; AWS takes 10 a policy. Name fewer, or ask AWS for more.",
      "aws_cloudfront_response_headers_policy.headers.custom_headers_config: The value of 'n0' has 1784 characters; CloudFront takes 1783. Shorten it, or set the header in a function.",
    ]);
  });

  it("may not set or remove the headers that AWS reserves, or set a line break", () => {
    const diagnostics = reported((stack) => {
      new CloudfrontResponseHeadersPolicy(stack, "headers", {
        name: "a",
        customHeadersConfig: {
          items: [
            { header: "Content-Length", value: "1", override: true },
            { header: "x-a", value: "1\r\nx-b: 2", override: true },
          ],
        },
        removeHeadersConfig: { items: [{ header: "Via" }, { header: "x-powered-by" }, { header: "x y" }] },
        corsConfig: {
          accessControlAllowCredentials: false,
          accessControlAllowHeaders: { items: ["x a"] },
          accessControlAllowMethods: { items: ["GET"] },
          accessControlAllowOrigins: { items: ["*"] },
          accessControlExposeHeaders: { items: ["*"] },
          originOverride: true,
        },
        securityHeadersConfig: {
          contentSecurityPolicy: { contentSecurityPolicy: "a\nb", override: true },
          xssProtection: { protection: true, reportUri: "/a\rb", override: true },
        },
      });
    });
    expect(diagnostics).toEqual([
      expect.stringContaining("The value of 'x-a' is \"1\\r\\nx-b: 2\", which has a control character"),
      expect.stringContaining("A response headers policy can't add the header 'Content-Length'. Remove it."),
      expect.stringContaining('remove_headers_config: "x y" is not a valid header name.'),
      expect.stringContaining("A response headers policy can't remove the header 'Via'. Remove it."),
      expect.stringContaining('cors_config: "x a" is not a valid header name.'),
      expect.stringContaining("security_headers_config: The value of 'Content-Security-Policy' is"),
      expect.stringContaining("security_headers_config: The value of 'X-XSS-Protection' is"),
    ]);
  });

  it("may send 15 % of the traffic at most to a staging distribution", () => {
    const staging = (weight: number): Build => {
      return (stack) =>
        void new CloudfrontContinuousDeploymentPolicy(stack, "canary", {
          enabled: true,
          stagingDistributionDnsNames: [{ quantity: 1, items: ["d1.cloudfront.net"] }],
          trafficConfig: [{ type: "SingleWeight", singleWeightConfig: [{ weight }] }],
        });
    };
    expect(reported(staging(0.15))).toEqual([]);
    expect(reported(staging(0.16))[0]).toContain("single_weight_config.weight: A weight of 0.16;");
  });

  it("may have five keys at most in a key group", () => {
    expect(
      reported((stack) => void new CloudfrontKeyGroup(stack, "keys", { name: "keys", items: many(6, String) }))[0],
    ).toContain("aws_cloudfront_key_group.keys.items: 6 public keys; AWS takes 5 a key group.");
  });
});
