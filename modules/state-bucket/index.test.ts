import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { StateBucket } from "./index.ts";

const made = (options: object = {}) =>
  synthesized((stack) => new StateBucket(stack, "state", { bucket: "example-states", ...options }));

describe("a bucket for states", () => {
  it("is versioned, encrypted, private, and protected from destroys", () => {
    const { one } = made();
    expect(one("aws_s3_bucket")).toMatchObject({ bucket: "example-states", lifecycle: { prevent_destroy: true } });
    expect(one("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
    expect(JSON.stringify(one("aws_s3_bucket_server_side_encryption_configuration"))).toContain("AES256");
    expect(one("aws_s3_bucket_public_access_block")).toMatchObject({ block_public_policy: true });
  });

  it("takes requests by TLS only", () => {
    const [statement] = made().data("aws_iam_policy_document", "tls").statement;
    expect(statement).toMatchObject({ effect: "Deny", actions: ["s3:*"] });
  });

  it("keeps old versions for the given days", () => {
    const [rule] = made({ noncurrentVersionDays: 30 }).one("aws_s3_bucket_lifecycle_configuration").rule;
    expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: 30 }]);
  });

  it("has a table of locks only if one is named", () => {
    expect(made().all("aws_dynamodb_table")).toEqual([]);
    expect(made({ lockTable: "locks" }).one("aws_dynamodb_table")).toMatchObject({ name: "locks", hash_key: "LockID" });
  });

  it("rejects a table's name that DynamoDB rejects", () => {
    expect(() => made({ lockTable: "my locks" })).toThrow("a DynamoDB table's name");
  });
});
