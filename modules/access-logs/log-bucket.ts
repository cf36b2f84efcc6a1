import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { denyWithoutTls, makePrivate } from "../private-bucket.ts";

export interface LogBucketProps {
  /** 3 to 63 characters, unique in the world. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** Terraform refuses to destroy the bucket. If false, destroying the bucket deletes the logs, too. */
  readonly preventDestroy: boolean;
  readonly expirationDays: number;
  readonly kmsKeyArn?: string | undefined;
}

/** Days in which a log file that was deleted or overwritten can be restored. */
const noncurrentDays = 7;

/** A private bucket that AWS's log delivery writes to, whose objects expire. */
export class LogBucket extends Construct {
  readonly bucket: S3Bucket;
  /**
   * The resources without which log delivery can't write. A delivery that is made before them makes AWS change the
   * bucket's policy, in which Terraform would then see a difference.
   */
  readonly writable: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { name, preventDestroy, expirationDays, kmsKeyArn } = props;
    this.bucket = new S3Bucket(this, "Default", {
      bucket: name,
      forceDestroy: !preventDestroy,
      ...(preventDestroy ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const bucket = this.bucket.id;
    const { publicAccessBlock, encryption } = makePrivate(this, this.bucket, kmsKeyArn);
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      dependsOn: [versioning],
      rule: [
        {
          id: "expire-logs",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: expirationDays }],
          noncurrentVersionExpiration: [{ noncurrentDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    const policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: this.#policy(props.account).json,
      // S3 answers OperationAborted when a bucket's policy and its public access block change at once.
      dependsOn: [publicAccessBlock],
    });
    this.writable = [policy, encryption];
  }

  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html */
  #policy(account: string): DataAwsIamPolicyDocument {
    return new DataAwsIamPolicyDocument(this, "writers", {
      statement: [
        {
          sid: "AWSLogDeliveryWrite",
          actions: ["s3:PutObject"],
          resources: [`${this.bucket.arn}/*`],
          principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
          condition: [
            { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
            { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
            {
              test: "ArnLike",
              variable: "aws:SourceArn",
              values: [`arn:aws:logs:us-east-1:${account}:delivery-source:*`],
            },
          ],
        },
        denyWithoutTls(this.bucket.arn),
      ],
    });
  }
}
