import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import type { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import type { Construct } from "constructs";
import { denyWithoutTls } from "../../private-bucket.ts";

/**
 * The bucket's policy: one distribution has its access as the first statements say, and requests without TLS are denied.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function bucketPolicy(
  scope: Construct,
  bucket: S3Bucket,
  publicAccessBlock: S3BucketPublicAccessBlock,
  statements: readonly DataAwsIamPolicyDocumentStatement[],
): void {
  const document = new DataAwsIamPolicyDocument(scope, "readers", {
    statement: [...statements, denyWithoutTls(bucket.arn)],
  });
  new S3BucketPolicy(scope, "policy", {
    bucket: bucket.id,
    policy: document.json,
    // S3 answers OperationAborted when a bucket's policy and its public access block change at once.
    dependsOn: [publicAccessBlock],
  });
}

/** Keeps CloudFront from reading the folder in which `featheredge content sync` keeps its record. */
export function denySyncRecord(bucketArn: string): DataAwsIamPolicyDocumentStatement {
  return {
    sid: "CloudFrontDoesNotReadTheSyncRecord",
    effect: "Deny",
    actions: ["s3:GetObject"],
    resources: [`${bucketArn}/.featheredge/*`],
    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
  };
}
