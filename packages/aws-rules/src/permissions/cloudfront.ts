import { type Grant, onPage, reference } from "./grant.ts";

const page = reference("amazoncloudfront");

/** The permissions for a kind of resource: `cloudfront:GetCachePolicy`, …. AWS chooses the ids. */
const kind = (name: string, arn: string | undefined, ...more: readonly Grant[]): readonly Grant[] => [
  {
    read: [`cloudfront:Get${name}`],
    write: [`cloudfront:Delete${name}`, `cloudfront:Update${name}`],
    on: [arn === undefined ? "*" : `arn:aws:cloudfront::{account}:${arn}`],
  },
  // AWS checks the creation of most kinds on no resource.
  { write: [`cloudfront:Create${name}`], on: ["*"] },
  ...more,
];

const tags = (arn: string): Grant => ({
  read: ["cloudfront:ListTagsForResource"],
  write: ["cloudfront:TagResource", "cloudfront:UntagResource"],
  on: [`arn:aws:cloudfront::{account}:${arn}`],
});

const store = "arn:aws:cloudfront::{account}:key-value-store/*";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html */
const replication: Grant = {
  write: ["lambda:DisableReplication", "lambda:EnableReplication", "lambda:GetFunction"],
  on: ["arn:aws:lambda:us-east-1:{account}:function:{environment}-*"],
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-service-linked-roles.html */
const serviceLinkedRole = (...services: readonly string[]): Grant => ({
  write: ["iam:CreateServiceLinkedRole"],
  on: ["arn:aws:iam::{account}:role/aws-service-role/*"],
  when: { "iam:AWSServiceName": services },
});

/** Resources of CloudFront and of its KeyValueStores. */
export const cloudFrontPermissions = {
  ...onPage(page, {
    aws_cloudfront_cache_policy: kind("CachePolicy", "cache-policy/*"),
    aws_cloudfront_continuous_deployment_policy: kind("ContinuousDeploymentPolicy", "continuous-deployment-policy/*"),
    aws_cloudfront_distribution: [
      {
        read: ["cloudfront:GetDistribution", "cloudfront:GetDistributionConfig"],
        write: ["cloudfront:DeleteDistribution", "cloudfront:UpdateDistribution"],
        on: ["arn:aws:cloudfront::{account}:distribution/*"],
      },
      { write: ["cloudfront:CreateDistribution"], on: ["*"] },
      tags("distribution/*"),
      replication,
      serviceLinkedRole("logger.cloudfront.amazonaws.com", "replicator.lambda.amazonaws.com"),
      {
        // CloudFront checks these when a distribution names a web ACL.
        write: ["wafv2:GetWebACL"],
        on: ["arn:aws:wafv2:us-east-1:{account}:global/webacl/*/*"],
      },
    ],
    aws_cloudfront_field_level_encryption_config: kind(
      "FieldLevelEncryptionConfig",
      "field-level-encryption-config/*",
      {
        read: ["cloudfront:GetFieldLevelEncryption"],
        on: ["arn:aws:cloudfront::{account}:field-level-encryption-config/*"],
      },
    ),
    aws_cloudfront_field_level_encryption_profile: kind(
      "FieldLevelEncryptionProfile",
      "field-level-encryption-profile/*",
    ),
    aws_cloudfront_function: [
      {
        read: ["cloudfront:DescribeFunction", "cloudfront:GetFunction"],
        write: ["cloudfront:DeleteFunction", "cloudfront:PublishFunction", "cloudfront:UpdateFunction"],
        on: ["arn:aws:cloudfront::{account}:function/{name}"],
      },
      { write: ["cloudfront:CreateFunction"], on: ["*"] },
    ],
    aws_cloudfront_key_group: kind("KeyGroup", undefined),
    aws_cloudfront_key_value_store: [
      {
        read: ["cloudfront:DescribeKeyValueStore"],
        write: ["cloudfront:DeleteKeyValueStore", "cloudfront:UpdateKeyValueStore"],
        on: [store],
      },
      { write: ["cloudfront:CreateKeyValueStore"], on: ["*"] },
    ],
    aws_cloudfront_monitoring_subscription: [
      {
        read: ["cloudfront:GetMonitoringSubscription"],
        write: ["cloudfront:CreateMonitoringSubscription", "cloudfront:DeleteMonitoringSubscription"],
        on: ["*"],
      },
    ],
    aws_cloudfront_origin_access_control: kind("OriginAccessControl", "origin-access-control/*"),
    aws_cloudfront_origin_access_identity: kind("CloudFrontOriginAccessIdentity", "origin-access-identity/*"),
    aws_cloudfront_origin_request_policy: kind("OriginRequestPolicy", "origin-request-policy/*"),
    aws_cloudfront_public_key: kind("PublicKey", undefined),
    aws_cloudfront_realtime_log_config: kind("RealtimeLogConfig", "realtime-log-config/{name}", {
      write: ["iam:PassRole"],
      on: ["arn:aws:iam::{account}:role/{environment}-*"],
      when: { "iam:PassedToService": "cloudfront.amazonaws.com" },
    }),
    "data.aws_cloudfront_realtime_log_config": [
      {
        read: ["cloudfront:GetRealtimeLogConfig"],
        on: ["arn:aws:cloudfront::{account}:realtime-log-config/*"],
      },
    ],
    aws_cloudfront_response_headers_policy: kind("ResponseHeadersPolicy", "response-headers-policy/*"),
    aws_cloudfront_trust_store: kind("TrustStore", "trust-store/*", tags("trust-store/*")),
    aws_cloudfront_vpc_origin: kind(
      "VpcOrigin",
      "vpcorigin/*",
      tags("vpcorigin/*"),
      {
        // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
        write: [
          "ec2:DescribeInstances",
          "ec2:DescribeInternetGateways",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancers",
        ],
        on: ["*"],
      },
      serviceLinkedRole("vpcorigin.cloudfront.amazonaws.com"),
    ),
  }),
  ...onPage(reference("amazoncloudfrontkeyvaluestore"), {
    aws_cloudfrontkeyvaluestore_key: [
      {
        read: ["cloudfront-keyvaluestore:DescribeKeyValueStore", "cloudfront-keyvaluestore:GetKey"],
        write: ["cloudfront-keyvaluestore:DeleteKey", "cloudfront-keyvaluestore:PutKey"],
        on: [store],
      },
    ],
    aws_cloudfrontkeyvaluestore_keys_exclusive: [
      {
        read: ["cloudfront-keyvaluestore:DescribeKeyValueStore", "cloudfront-keyvaluestore:ListKeys"],
        write: ["cloudfront-keyvaluestore:UpdateKeys"],
        on: [store],
      },
    ],
  }),
};
