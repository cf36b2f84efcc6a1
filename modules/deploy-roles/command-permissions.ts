import type { Grant } from "@featheredge/aws-rules";

/** The permissions of the apply role that commands need besides Terraform's, by the type of resource that they work on. */
const byCommand: Readonly<Record<string, Readonly<Record<string, readonly Grant[]>>>> = {
  kvs: {
    aws_cloudfront_key_value_store: [
      {
        write: [
          "cloudfront-keyvaluestore:DescribeKeyValueStore",
          "cloudfront-keyvaluestore:GetKey",
          "cloudfront-keyvaluestore:ListKeys",
          "cloudfront-keyvaluestore:UpdateKeys",
        ],
        on: ["arn:aws:cloudfront::{account}:key-value-store/*"],
      },
    ],
  },
  "content sync": {
    aws_s3_bucket: [
      {
        write: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        on: ["arn:aws:s3:::{bucket}/*"],
      },
    ],
    aws_cloudfront_distribution: [
      {
        write: ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
        on: ["arn:aws:cloudfront::{account}:distribution/*"],
      },
    ],
  },
};

/** The grants of all commands for a type of resource. */
export function commandPermissions(type: string): readonly Grant[] {
  return Object.values(byCommand).flatMap((types) => types[type] ?? []);
}
