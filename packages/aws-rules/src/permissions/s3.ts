import { type Grant, onPage, reference } from "./grant.ts";

const bucket = ["arn:aws:s3:::{bucket}"] as const;
const objects = ["arn:aws:s3:::{bucket}/*"] as const;

/** A setting of a bucket that has a pair of actions. */
const setting = (name: string, ...write: readonly string[]): readonly Grant[] => [
  { read: [`s3:Get${name}`], write: write.length === 0 ? [`s3:Put${name}`] : write, on: bucket },
];

/** The objects that Terraform uploads have the environment's tag, which the providers of all stacks add. */
const own = { "s3:ExistingObjectTag/featheredge-environment": "{environment}" } as const;

/** Buckets and the objects that Terraform uploads. Provider 6.x reads tags by `ListTagsForResource`, 5.100 by `GetBucketTagging`. */
export const s3Permissions = onPage(reference("amazons3"), {
  aws_s3_bucket: [
    {
      read: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucketAcl",
        "s3:GetBucketCORS",
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketRequestPayment",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetBucketWebsite",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
      write: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:ListBucketVersions",
        "s3:PutBucketTagging",
        "s3:TagResource",
        "s3:UntagResource",
      ],
      on: bucket,
    },
    // Terraform empties a bucket with `force_destroy` before it deletes it.
    { write: ["s3:DeleteObject", "s3:DeleteObjectVersion"], on: objects },
  ],
  aws_s3_bucket_acl: [{ read: ["s3:GetBucketAcl"], write: ["s3:PutBucketAcl"], on: bucket }],
  aws_s3_bucket_lifecycle_configuration: setting("LifecycleConfiguration"),
  aws_s3_bucket_logging: setting("BucketLogging"),
  aws_s3_bucket_notification: setting("BucketNotification"),
  aws_s3_bucket_ownership_controls: setting("BucketOwnershipControls"),
  aws_s3_bucket_policy: setting("BucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketPolicy"),
  aws_s3_bucket_public_access_block: setting("BucketPublicAccessBlock"),
  aws_s3_bucket_server_side_encryption_configuration: setting("EncryptionConfiguration"),
  aws_s3_bucket_versioning: setting("BucketVersioning"),
  aws_s3_object: [
    // A refresh asks for the object's head, for which S3 has no other permission than for its content.
    { read: ["s3:GetObject", "s3:GetObjectTagging"], on: objects, when: own },
    {
      write: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:PutObjectTagging"],
      on: objects,
    },
    { write: ["s3:ListBucketVersions"], on: bucket },
  ],
  aws_s3control_multi_region_access_point: [
    {
      read: ["s3:GetMultiRegionAccessPoint", "s3:GetMultiRegionAccessPointPolicyStatus"],
      write: ["s3:CreateMultiRegionAccessPoint", "s3:DeleteMultiRegionAccessPoint"],
      on: ["arn:aws:s3::{account}:accesspoint/*"],
    },
    {
      read: ["s3:DescribeMultiRegionAccessPointOperation"],
      on: ["arn:aws:s3:us-west-2:{account}:async-request/mrap/*/*"],
    },
  ],
  aws_s3control_multi_region_access_point_policy: [
    {
      read: ["s3:GetMultiRegionAccessPointPolicy"],
      write: ["s3:PutMultiRegionAccessPointPolicy"],
      on: ["arn:aws:s3::{account}:accesspoint/*"],
    },
    {
      read: ["s3:DescribeMultiRegionAccessPointOperation"],
      on: ["arn:aws:s3:us-west-2:{account}:async-request/mrap/*/*"],
    },
  ],
});
