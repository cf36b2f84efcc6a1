import { describe, expect, it } from "vitest";
import { synthesized } from "../../testing/stack.ts";
import { StaticOrigin, type StaticOriginProps } from "./index.ts";

const origin = (changes: Partial<StaticOriginProps> = {}) =>
  synthesized((stack) => {
    const made = new StaticOrigin(stack, "pages", {
      bucketName: "prod-site-pages-123456789012",
      account: "123456789012",
      preventDestroy: true,
      ...changes,
    });
    made.allowDistribution("arn:aws:cloudfront::123456789012:distribution/E1");
  });

describe("a static origin", () => {
  it("blocks public access in all four ways, and lets only the bucket's owner own objects", () => {
    expect(origin().one("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(origin().one("aws_s3_bucket_ownership_controls").rule.object_ownership).toBe("BucketOwnerEnforced");
  });

  it("is encrypted and versioned", () => {
    const [rule] = origin().one("aws_s3_bucket_server_side_encryption_configuration").rule;
    expect(rule.apply_server_side_encryption_by_default.sse_algorithm).toBe("AES256");
    expect(origin().one("aws_s3_bucket_versioning").versioning_configuration.status).toBe("Enabled");
  });

  it("lets one distribution read objects, and allows nothing else", () => {
    const { statement } = origin().data("aws_iam_policy_document", "readers");
    expect(statement[0]).toMatchObject({
      actions: ["s3:GetObject"],
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      condition: [
        {
          test: "StringEquals",
          variable: "AWS:SourceArn",
          values: ["arn:aws:cloudfront::123456789012:distribution/E1"],
        },
      ],
    });
    expect(statement.filter((one: { effect?: string }) => one.effect !== "Deny")).toHaveLength(1);
  });

  it("lets one distribution list the bucket and write objects, and use its key for these, if that is asked for", () => {
    const made = origin({ originAccessLevels: ["READ", "WRITE", "LIST"], sseAlgorithm: "aws:kms" });
    const [statement] = made.data("aws_iam_policy_document", "readers").statement;
    expect(statement.actions).toEqual(["s3:GetObject", "s3:PutObject", "s3:ListBucket"]);
    expect(statement.resources).toEqual([
      expect.stringMatching(/\/\*$/),
      expect.stringMatching(/^\$\{aws_s3_bucket\.\w+\.arn\}$/),
    ]);
    expect(made.data("aws_iam_policy_document", "users").statement[1].actions).toEqual([
      "kms:Decrypt",
      "kms:GenerateDataKey*",
    ]);
  });

  it("denies requests without TLS, for the bucket and for its objects", () => {
    const { statement } = origin().data("aws_iam_policy_document", "readers");
    expect(statement[1]).toMatchObject({
      effect: "Deny",
      actions: ["s3:*"],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    });
    expect(statement[1].resources).toHaveLength(2);
  });

  it("makes CloudFront sign each request", () => {
    expect(origin().one("aws_cloudfront_origin_access_control")).toMatchObject({
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
  });

  it("is protected from being destroyed if preventDestroy is true, else is destroyed with its objects", () => {
    expect(origin().one("aws_s3_bucket")).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
    const open = origin({ preventDestroy: false }).one("aws_s3_bucket");
    expect(open.force_destroy).toBe(true);
    expect(open.lifecycle).not.toHaveProperty("prevent_destroy");
  });

  it("is destroyed after the distribution has stopped using it", () => {
    for (const type of ["aws_s3_bucket", "aws_cloudfront_origin_access_control"]) {
      expect(origin().one(type).lifecycle).toMatchObject({ create_before_destroy: true });
    }
  });

  it("uploads a folder with one resource, each file with its content type and cache time", () => {
    const uploaded = origin({ contentFolder: "content/pages" });
    const content = uploaded.one("aws_s3_object");
    expect(content.for_each).toBe('${fileset("${path.module}/content/pages", "**")}');
    expect(content.source_hash).toBe('${filemd5("${path.module}/content/pages/${each.value}")}');
    expect(content.content_type).toMatch(/^\$\{lookup\(local\.[\w-]+, .*"application\/octet-stream"\)\}$/);
    expect(content.cache_control).toContain("s-maxage");
    expect(uploaded.text).toContain('"html": "text/html; charset=utf-8"');
  });

  it("uploads nothing without a folder", () => {
    expect(origin().all("aws_s3_object")).toEqual([]);
  });

  it("leaves synced objects to the command, and those that Terraform uploaded earlier in the bucket", () => {
    const synced = origin({ contentIsSynced: true });
    expect(synced.all("aws_s3_object")).toEqual([]);
    const [uploaded = ""] = Object.keys(JSON.parse(origin({ contentFolder: "content" }).text).resource.aws_s3_object);
    expect(JSON.parse(synced.text).removed).toEqual([
      { from: `aws_s3_object.${uploaded}`, lifecycle: { destroy: false } },
    ]);
    const { statement } = synced.data("aws_iam_policy_document", "readers");
    expect(statement[1]).toMatchObject({ effect: "Deny", principals: [{ identifiers: ["cloudfront.amazonaws.com"] }] });
    expect(statement[1].resources[0]).toMatch(/\/\.featheredge\/\*$/);
  });
});
