import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { distribution } from "../distribution/index.ts";
import { synthesized } from "../testing/synthesized.ts";
import { preview } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

const shop = (changes: Partial<Distribution> = {}): Distribution => ({
  comment: "Shop",
  preview: {},
  origins: {
    pages: { type: "static", content: { from: "dist" } },
    app: { type: "custom", domainName: "app.example.com" },
  },
  defaultBehavior: { origin: "pages" },
  behaviors: [{ pathPattern: "/api/*", origin: "app", cachePolicy: "CachingDisabled" }],
  ...changes,
});

const previewsOf = (changes: Partial<Distribution> = {}, entries: Partial<EnvironmentInput> = {}) =>
  synthesized(preview, { ...entries, distributions: { shop: shop(changes) } });

describe("the previews of a distribution", () => {
  it("are a separate stack, which only distributions with the option have", () => {
    const { identity, diagnostics, dependencies } = previewsOf();
    expect(identity).toEqual({ kind: "preview", environment: "test", name: "shop-preview" });
    expect(diagnostics).toEqual([]);
    expect(dependencies).toEqual([]);
    const { hcl } = synthesized(distribution, { distributions: { shop: shop({ preview: undefined }) } });
    expect(synthesized(distribution, { distributions: { shop: shop() } }).hcl).toBe(hcl);
  });

  it("have one function at all four events of each behavior", () => {
    const { hcl, files } = previewsOf();
    expect(hcl.match(/resource "aws_lambda_function" /g)).toHaveLength(1);
    expect(hcl.match(/lambda_arn +=/g)).toHaveLength(8);
    for (const event of ["viewer-request", "origin-request", "origin-response", "viewer-response"]) {
      expect(hcl.match(new RegExp(`event_type += "${event}"`, "g"))).toHaveLength(2);
    }
    expect(files.get("functions/previews.zip")).toBeInstanceOf(Uint8Array);
  });

  it("have their own bucket for content, without versions, and one for code", () => {
    const { hcl } = previewsOf({}, { protections: { preventDestroy: true } });
    expect(hcl).toContain('bucket        = "test-shop-preview-pages-123456789012"');
    expect(hcl).toContain('bucket        = "test-shop-preview-123456789012-code"');
    expect(hcl).not.toContain("aws_s3_bucket_versioning");
    expect(hcl).not.toContain("prevent_destroy");
  });

  it("let the function read the store, the code and the secrets that the environment lists, and nothing else", () => {
    const { hcl } = previewsOf({ preview: { secrets: ["/test/key"] } });
    expect(hcl).toMatch(/actions += \["s3:GetObject"\]\n +resources += \["\$\{aws_s3_bucket\.\w+\.arn\}\/\*"\]/);
    expect(hcl).toContain(
      '"arn:aws:ssm:us-east-1:123456789012:parameter/featheredge/test/shop-preview/key-value-store"',
    );
    expect(hcl).toContain('"arn:aws:ssm:us-east-1:123456789012:parameter/test/key"');
  });

  it("answer at a wildcard name with a certificate and records", () => {
    const { hcl, diagnostics } = previewsOf(
      { preview: { domainName: "preview.example.com", certificate: {}, dnsRecords: { types: ["A"] } } },
      { dns: { hostedZones: [{ name: "example.com", zoneId: "Z1" }] } },
    );
    expect(diagnostics).toEqual([]);
    expect(hcl).toMatch(/aliases += \["\*\.preview\.example\.com"\]/);
    expect(hcl).toMatch(/domain_name += {1,2}"\*\.preview\.example\.com"/);
    expect(hcl).toContain('resource "aws_route53_record"');
  });

  it("are behind the distribution's web ACL", () => {
    const { hcl, dependencies } = previewsOf({ webAcl: {} });
    expect(dependencies).toEqual(["shop-test"]);
    expect(hcl).toContain("web_acl_arn");
    const own = synthesized(distribution, { distributions: { shop: shop({ webAcl: {} }) } }).hcl;
    expect(own).toContain('output "web_acl_arn" {');
  });

  it("leave the policy of a bucket that exists to the distribution's stack, which lets them read it", () => {
    const existing: Partial<Distribution> = {
      origins: { files: { type: "s3", bucket: "shared-files", bucketPolicy: "manage" } },
      defaultBehavior: { origin: "files" },
      behaviors: [],
    };
    expect(previewsOf(existing).hcl).not.toContain('bucket = "shared-files"');
    const own = synthesized(distribution, { distributions: { shop: shop(existing) } }).hcl;
    expect(own).toContain("arn:aws:cloudfront::123456789012:distribution/*");
  });

  it("forward headers about the viewer to origin request, where functions that read them run", () => {
    const { hcl } = previewsOf();
    expect(hcl).toMatch(/items += \[\s+"CloudFront-Is-Desktop-Viewer",[^\]]*"x-featheredge-preview-viewer",\s+\]/);
  });
});
