import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import type { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import type { Construct } from "constructs";

/**
 * The bucket's policy: one distribution may read, and requests without TLS are denied.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function bucketPolicy(
  scope: Construct,
  bucket: S3Bucket,
  publicAccessBlock: S3BucketPublicAccessBlock,
  distributionArn: string,
): void {
  const document = new DataAwsIamPolicyDocument(scope, "readers", {
    statement: [
      {
        sid: "CloudFrontReads",
        actions: ["s3:GetObject"],
        resources: [`${bucket.arn}/*`],
        principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
        condition: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [distributionArn] }],
      },
      {
        sid: "TlsOnly",
        effect: "Deny",
        actions: ["s3:*"],
        resources: [bucket.arn, `${bucket.arn}/*`],
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ],
  });
  new S3BucketPolicy(scope, "policy", {
    bucket: bucket.id,
    policy: document.json,
    // S3 answers OperationAborted when a bucket's policy and its public access block change at once.
    dependsOn: [publicAccessBlock],
  });
}
