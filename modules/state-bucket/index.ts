import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import { denyWithoutTls, makePrivate } from "../private-bucket.ts";
import { type StateBucketOptions, stateBucketOptions } from "./options.ts";

export interface StateBucketProps extends StateBucketOptions {
  /** 3 to 63 characters, unique in the world. */
  readonly bucket: string;
}

/**
 * A private, versioned and encrypted bucket for Terraform's states, which only takes requests by TLS and which Terraform
 * refuses to destroy.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class StateBucket extends Construct {
  readonly bucketName: string;

  /** @throws ZodError when an option has a wrong form */
  constructor(scope: Construct, id: string, { bucket: name, ...given }: StateBucketProps) {
    super(scope, id);
    const { noncurrentVersionDays, lockTable } = stateBucketOptions.parse(given);
    const resource = new S3Bucket(this, "Default", { bucket: name, lifecycle: { preventDestroy: true } });
    const bucket = resource.id;
    this.bucketName = resource.bucket;
    const { publicAccessBlock } = makePrivate(this, resource);
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "expire-old-states",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      // The rule is about old versions, which there are only with versioning.
      dependsOn: [versioning],
    });
    const policy = new DataAwsIamPolicyDocument(this, "tls-only", { statement: [denyWithoutTls(resource.arn)] });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policy.json,
      // S3 answers OperationAborted when a bucket's policy and its public access block change at once.
      dependsOn: [publicAccessBlock],
    });
    if (lockTable !== undefined) this.#lockTable(lockTable);
  }

  /** Terraform's S3 backend writes items with the key `LockID`. */
  #lockTable(name: string): void {
    new DynamodbTable(this, "lock-table", {
      name,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      pointInTimeRecovery: { enabled: true },
      lifecycle: { preventDestroy: true },
    });
  }
}
