import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { type Adoption, adopt } from "./adopt.ts";
import type { Extend } from "./distribution/extend.ts";
import { distribution } from "./distribution/index.ts";
import { synthesized } from "./testing/synthesized.ts";

const file = "stacks/distribution/imported/shop.ts";
const distributions: EnvironmentInput["distributions"] = {
  shop: {
    comment: "Shop",
    extend: file,
    origins: { pages: { type: "s3", bucket: "legacy-pages" }, files: { type: "static" } },
    defaultBehavior: { origin: "pages", cachePolicy: { name: "assets", maxTtl: 60 } },
  },
};

const adopted = (adoption: Adoption) =>
  synthesized(
    distribution,
    { distributions },
    "",
    new Map([[file, (({ stack }) => adopt(stack, adoption)) satisfies Extend]]),
  );

describe("a resource that exists", () => {
  it("is imported with the arguments that it has, and keeps those that are listed", () => {
    const { hcl, diagnostics } = adopted({
      untagged: true,
      imported: {
        "aws_cloudfront_distribution.shop": {
          id: "E1",
          arguments: {
            tags: { Team: "legacy" },
            "origin.0.origin_id": "S3-pages",
            "default_cache_behavior.target_origin_id": "S3-pages",
          },
          keep: ["price_class"],
        },
        "aws_cloudfront_cache_policy.assets_*": { id: "P1", arguments: { name: "Legacy" } },
      },
    });
    expect(hcl).toContain('import {\n  to = aws_cloudfront_distribution.shop\n  id = "E1"\n}');
    expect(hcl).toMatch(/import \{\n {2}to = aws_cloudfront_cache_policy\.assets_[0-9a-f]{8}\n {2}id = "P1"\n\}/);
    expect(hcl).toContain('name        = "Legacy"');
    expect(hcl).toContain('origin_id                = "S3-pages"');
    expect(hcl).toMatch(/ignore_changes = \[\s*price_class,?\s*\]/);
    expect(hcl).toContain("provider = aws.untagged");
    expect(diagnostics).toEqual([]);
  });

  it("is omitted where it does not exist and should not", () => {
    const omitted = ["aws_s3_bucket_ownership_controls.files_ownership"];
    const { hcl } = adopted({ imported: {}, omitted });
    expect(hcl).toContain('resource "aws_s3_bucket" "files"');
    expect(hcl).not.toContain("aws_s3_bucket_ownership_controls");
  });

  it("is not waited for once it is omitted", () => {
    const dependency = "aws_s3_bucket_public_access_block.files_public_access_block";
    const dependsOn = `depends_on = [${dependency}]`;
    expect(adopted({ imported: {} }).hcl).toContain(dependsOn);
    expect(adopted({ imported: {}, omitted: [dependency] }).hcl).not.toContain(dependency);
  });

  it("must be in the stack", () => {
    expect(() => adopted({ imported: { "aws_cloudfront_function.color": { id: "color" } } })).toThrow(
      "The stack has no resource aws_cloudfront_function.color",
    );
  });
});
