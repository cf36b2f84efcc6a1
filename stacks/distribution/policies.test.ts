import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { synthesized } from "../testing/synthesized.ts";
import { distribution } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

const encodedKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "pem" })
  .toString();

const site = (changes: Partial<Distribution> = {}): Distribution => ({
  comment: "Site",
  stack: "sites",
  origins: { app: { type: "custom", domainName: "app.example.com" } },
  defaultBehavior: {
    origin: "app",
    cachePolicy: { name: "pages", defaultTtl: 60 },
    responseHeadersPolicy: { customHeadersConfig: [{ header: "X-Template", value: "${a} and %{b}" }] },
    trustedKeyGroups: [{ items: [{ name: "2026-11", encodedKey }] }],
  },
  ...changes,
});

describe("the distributions of a stack", () => {
  const { hcl, diagnostics } = synthesized(distribution, { distributions: { shop: site(), blog: site() } });

  it("share policies, key groups and keys with equal settings, named after the stack", () => {
    expect(diagnostics).toEqual([]);
    expect(hcl.match(/^resource "aws_cloudfront_(cache|response_headers)_policy" "/gm)).toHaveLength(2);
    expect(hcl).toMatch(/name +=? "test-sites-pages-[0-9a-f]{8}"/);
    expect(hcl.match(/^resource "aws_cloudfront_(key_group|public_key)" "/gm)).toHaveLength(2);
    expect(hcl.match(/cache_policy_id += aws_cloudfront_cache_policy\.pages_[0-9a-f]{8}\.id/g)).toHaveLength(2);
  });

  it("have texts of the environment that Terraform does not interpolate", () => {
    expect(hcl).toContain("$${a} and %%{b}");
  });

  it("have the ids of their keys as an output, for signers", () => {
    expect(hcl).toMatch(/output "public_key_ids" \{[^}]*"?2026-11"? = aws_cloudfront_public_key\./);
  });
});

describe("a distribution with cache tags", () => {
  it("has a block that providers before 6.46 lack, which is reported with the way to allow it", () => {
    const tagged = site({ cacheTagConfig: { headerName: "x-amz-meta-cache-tag" } });
    const { hcl, diagnostics } = synthesized(distribution, { distributions: { shop: tagged } });
    expect(hcl).toMatch(/ {2}cache_tag_config \{\n {4}header_name += "x-amz-meta-cache-tag"\n {2}\}/);
    expect(diagnostics).toEqual([
      expect.stringMatching(/distributions\.shop\.cacheTagConfig: .* 6\.46\.0 .*requiredProviders\.aws\.version/),
    ]);
  });
});
