import { onPage, reference } from "./grant.ts";

const group = [
  "arn:aws:logs:{region}:{account}:log-group:{name}",
  "arn:aws:logs:{region}:{account}:log-group:{name}:*",
];
const delivery = (kind: string) => `arn:aws:logs:us-east-1:{account}:${kind}:*`;

/** Logs, real-time logs, metrics, alarms and queries. */
export const observabilityPermissions = {
  ...onPage(reference("amazoncloudwatchlogs"), {
    aws_cloudwatch_log_delivery: [
      {
        read: ["logs:GetDelivery"],
        write: ["logs:CreateDelivery", "logs:DeleteDelivery", "logs:UpdateDeliveryConfiguration"],
        on: [delivery("delivery"), delivery("delivery-source"), delivery("delivery-destination")],
      },
      {
        read: ["logs:ListTagsForResource"],
        write: ["logs:TagResource", "logs:UntagResource"],
        on: [delivery("delivery")],
      },
      {
        // AWS writes the delivery's permission into the policy of the bucket or of the account's log groups.
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
        write: ["logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:PutResourcePolicy"],
        on: ["*"],
      },
      {
        write: ["s3:GetBucketPolicy", "s3:PutBucketPolicy"],
        on: ["arn:aws:s3:::{environment}-*"],
      },
    ],
    aws_cloudwatch_log_delivery_destination: [
      {
        read: ["logs:GetDeliveryDestination", "logs:ListTagsForResource"],
        write: [
          "logs:DeleteDeliveryDestination",
          "logs:PutDeliveryDestination",
          "logs:TagResource",
          "logs:UntagResource",
        ],
        on: [delivery("delivery-destination")],
      },
    ],
    aws_cloudwatch_log_delivery_source: [
      {
        read: ["logs:GetDeliverySource", "logs:ListTagsForResource"],
        write: ["logs:PutDeliverySource", "logs:TagResource", "logs:UntagResource"],
        on: [delivery("delivery-source")],
      },
      // AWS's reference names the destination as the resource of this action.
      { write: ["logs:DeleteDeliverySource"], on: [delivery("delivery-source"), delivery("delivery-destination")] },
      {
        write: ["cloudfront:AllowVendedLogDeliveryForResource"],
        on: ["arn:aws:cloudfront::{account}:distribution/*"],
      },
    ],
    aws_cloudwatch_log_group: [
      // AWS checks this on no resource.
      { read: ["logs:DescribeLogGroups"], on: ["*"] },
      {
        read: ["logs:ListTagsForResource"],
        write: [
          "logs:CreateLogGroup",
          "logs:DeleteLogGroup",
          "logs:DeleteRetentionPolicy",
          "logs:PutRetentionPolicy",
          "logs:TagResource",
          "logs:UntagResource",
        ],
        on: group,
      },
    ],
    aws_cloudwatch_query_definition: [
      {
        read: ["logs:DescribeQueryDefinitions"],
        write: ["logs:DeleteQueryDefinition", "logs:PutQueryDefinition"],
        on: ["*"],
      },
    ],
    "data.aws_cloudwatch_log_groups": [{ read: ["logs:DescribeLogGroups"], on: ["*"] }],
  }),
  ...onPage(reference("amazoncloudwatch"), {
    aws_cloudwatch_dashboard: [
      {
        read: ["cloudwatch:GetDashboard"],
        write: ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"],
        on: ["arn:aws:cloudwatch::{account}:dashboard/{dashboard_name}"],
      },
    ],
    aws_cloudwatch_metric_alarm: [
      {
        read: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
        write: [
          "cloudwatch:DeleteAlarms",
          "cloudwatch:PutMetricAlarm",
          "cloudwatch:TagResource",
          "cloudwatch:UntagResource",
        ],
        on: ["arn:aws:cloudwatch:{region}:{account}:alarm:{alarm_name}"],
      },
    ],
  }),
  ...onPage(reference("amazonsns"), {
    aws_sns_topic: [
      {
        read: ["sns:GetTopicAttributes", "sns:ListTagsForResource"],
        write: ["sns:CreateTopic", "sns:DeleteTopic", "sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"],
        on: ["arn:aws:sns:{region}:{account}:{name}"],
      },
    ],
    aws_sns_topic_policy: [
      {
        read: ["sns:GetTopicAttributes"],
        write: ["sns:SetTopicAttributes"],
        on: ["arn:aws:sns:*:{account}:{environment}-*"],
      },
    ],
    aws_sns_topic_subscription: [
      {
        read: ["sns:GetSubscriptionAttributes"],
        write: ["sns:SetSubscriptionAttributes", "sns:Subscribe", "sns:Unsubscribe"],
        on: ["arn:aws:sns:*:{account}:{environment}-*"],
      },
    ],
  }),
  ...onPage(reference("amazonkinesisdatastreams"), {
    aws_kinesis_stream: [
      {
        read: ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream"],
        write: [
          "kinesis:AddTagsToStream",
          "kinesis:CreateStream",
          "kinesis:DecreaseStreamRetentionPeriod",
          "kinesis:DeleteStream",
          "kinesis:IncreaseStreamRetentionPeriod",
          "kinesis:RemoveTagsFromStream",
          "kinesis:StartStreamEncryption",
          "kinesis:StopStreamEncryption",
          "kinesis:UpdateShardCount",
        ],
        on: ["arn:aws:kinesis:{region}:{account}:stream/{name}"],
      },
      // AWS checks both on no resource. A refresh of an on-demand stream reads the account's limits.
      { read: ["kinesis:DescribeLimits"], write: ["kinesis:UpdateStreamMode"], on: ["*"] },
    ],
  }),
  ...onPage(reference("amazonathena"), {
    aws_athena_named_query: [
      {
        read: ["athena:GetNamedQuery"],
        write: ["athena:CreateNamedQuery", "athena:DeleteNamedQuery", "athena:UpdateNamedQuery"],
        on: ["arn:aws:athena:{region}:{account}:workgroup/{environment}-*"],
      },
    ],
    aws_athena_workgroup: [
      {
        read: ["athena:GetWorkGroup", "athena:ListTagsForResource"],
        write: [
          "athena:CreateWorkGroup",
          "athena:DeleteWorkGroup",
          "athena:TagResource",
          "athena:UntagResource",
          "athena:UpdateWorkGroup",
        ],
        on: ["arn:aws:athena:{region}:{account}:workgroup/{name}"],
      },
    ],
  }),
  ...onPage(reference("awsglue"), {
    aws_glue_catalog_database: [
      {
        read: ["glue:GetDatabase", "glue:GetTags"],
        write: [
          "glue:CreateDatabase",
          "glue:DeleteDatabase",
          "glue:TagResource",
          "glue:UntagResource",
          "glue:UpdateDatabase",
        ],
        on: glue("{name}"),
      },
    ],
    aws_glue_catalog_table: [
      {
        read: ["glue:GetPartitionIndexes", "glue:GetTable"],
        write: ["glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable"],
        on: glue("{database_name}"),
      },
    ],
  }),
};

/** Glue checks an action on the catalog, the database and the tables in it. */
function glue(database: string): readonly string[] {
  return [
    "arn:aws:glue:{region}:{account}:catalog",
    `arn:aws:glue:{region}:{account}:database/${database}`,
    `arn:aws:glue:{region}:{account}:table/${database}/*`,
    `arn:aws:glue:{region}:{account}:userDefinedFunction/${database}/*`,
  ];
}
