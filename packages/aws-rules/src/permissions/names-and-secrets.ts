import { onPage, reference } from "./grant.ts";

const certificate = ["arn:aws:acm:us-east-1:{account}:certificate/*"] as const;
const parameter = ["arn:aws:ssm:{region}:{account}:parameter/{name}"] as const;
const webAcl = ["arn:aws:wafv2:us-east-1:{account}:global/webacl/{name}/*"] as const;
const ruleGroups = [
  "arn:aws:wafv2:us-east-1:{account}:global/ipset/{environment}-*/*",
  "arn:aws:wafv2:us-east-1:{account}:global/managedruleset/*/*",
] as const;
const key = ["arn:aws:kms:{region}:{account}:key/*"] as const;

/** Certificates, records, web ACLs, parameters, secrets and keys. */
export const otherPermissions = {
  ...onPage(reference("awscertificatemanager"), {
    aws_acm_certificate: [
      {
        read: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
        write: ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate"],
        on: certificate,
      },
      // The certificate has no ARN yet.
      { write: ["acm:RequestCertificate"], on: ["*"] },
    ],
    aws_acm_certificate_validation: [{ read: ["acm:DescribeCertificate"], on: certificate }],
  }),
  ...onPage(reference("amazonroute53"), {
    aws_route53_record: [
      {
        read: ["route53:GetHostedZone", "route53:ListResourceRecordSets"],
        write: ["route53:ChangeResourceRecordSets"],
        on: ["arn:aws:route53:::hostedzone/{zone_id|*}"],
      },
      { write: ["route53:GetChange"], on: ["arn:aws:route53:::change/*"] },
    ],
    "data.aws_route53_zone": [
      { read: ["route53:ListHostedZones"], on: ["*"] },
      {
        read: ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
        on: ["arn:aws:route53:::hostedzone/*"],
      },
    ],
  }),
  ...onPage(reference("awswafv2"), {
    aws_wafv2_ip_set: [
      {
        read: ["wafv2:GetIPSet", "wafv2:ListTagsForResource"],
        write: [
          "wafv2:CreateIPSet",
          "wafv2:DeleteIPSet",
          "wafv2:TagResource",
          "wafv2:UntagResource",
          "wafv2:UpdateIPSet",
        ],
        on: ["arn:aws:wafv2:us-east-1:{account}:global/ipset/{name}/*"],
      },
    ],
    aws_wafv2_web_acl: [
      {
        read: ["wafv2:GetWebACL", "wafv2:ListTagsForResource"],
        write: ["wafv2:DeleteWebACL", "wafv2:TagResource", "wafv2:UntagResource"],
        on: webAcl,
      },
      { write: ["wafv2:CreateWebACL", "wafv2:UpdateWebACL"], on: [...webAcl, ...ruleGroups] },
    ],
    aws_wafv2_web_acl_logging_configuration: [
      {
        read: ["wafv2:GetLoggingConfiguration"],
        write: ["wafv2:DeleteLoggingConfiguration", "wafv2:PutLoggingConfiguration"],
        on: ["arn:aws:wafv2:us-east-1:{account}:global/webacl/{environment}-*/*"],
      },
      {
        // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
        write: [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:PutResourcePolicy",
        ],
        on: ["*"],
      },
    ],
  }),
  ...onPage(reference("awssystemsmanager"), {
    aws_ssm_parameter: [
      { read: ["ssm:DescribeParameters"], on: ["*"] },
      {
        read: ["ssm:GetParameter", "ssm:GetParameters", "ssm:ListTagsForResource"],
        write: ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter", "ssm:RemoveTagsFromResource"],
        on: parameter,
      },
    ],
    "data.aws_ssm_parameter": [{ read: ["ssm:GetParameter"], on: parameter }],
  }),
  ...onPage(reference("awssecretsmanager"), {
    "data.aws_secretsmanager_secret_version": [
      {
        read: ["secretsmanager:GetSecretValue"],
        on: ["arn:aws:secretsmanager:{region}:{account}:secret:{secret_id}*"],
      },
    ],
  }),
  ...onPage(reference("awskeymanagementservice"), {
    aws_kms_key: [
      {
        read: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        write: [
          "kms:EnableKeyRotation",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateKeyDescription",
        ],
        on: key,
        when: { "aws:ResourceTag/featheredge-environment": "{environment}" },
      },
      {
        write: ["kms:CreateKey"],
        on: ["*"],
        when: { "aws:RequestTag/featheredge-environment": "{environment}" },
      },
      // For uploads to a bucket that the key encrypts.
      {
        write: ["kms:Decrypt", "kms:GenerateDataKey"],
        on: key,
        when: { "aws:ResourceTag/featheredge-environment": "{environment}" },
      },
    ],
    aws_kms_key_policy: [
      {
        read: ["kms:GetKeyPolicy"],
        write: ["kms:PutKeyPolicy"],
        on: key,
        when: { "aws:ResourceTag/featheredge-environment": "{environment}" },
      },
    ],
  }),
  ...onPage(reference("awselasticloadbalancingv2"), {
    "data.aws_lb": [
      {
        read: [
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeTags",
        ],
        on: ["*"],
      },
    ],
  }),
  ...onPage(reference("amazonec2"), {
    "data.aws_instance": [
      {
        read: [
          "ec2:DescribeInstanceCreditSpecifications",
          "ec2:DescribeInstances",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeTags",
          "ec2:DescribeVolumes",
          "ec2:DescribeVpcs",
        ],
        on: ["*"],
      },
      { read: ["ec2:DescribeInstanceAttribute"], on: ["arn:aws:ec2:{region}:{account}:instance/*"] },
    ],
  }),
};
