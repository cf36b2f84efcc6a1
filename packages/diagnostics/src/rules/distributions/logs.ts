import { pages } from "../../pages.ts";
import type { Rule } from "../rule.ts";

/** Rules about a distribution's logs. */
export const logRules = {
  "FE-DST-090": {
    title: "Custom log data that no log has",
    reason:
      "The text of logCustomData appears in a field of the access logs, which the configuration of the logs must name. CloudFront drops it without an error otherwise.",
    page: pages.generalHelpers,
    examples: {
      code: {
        form: "terraform",
        wrong: 'resource "aws_cloudwatch_log_delivery" "site" {\n  record_fields = ["date", "sc-status"]\n}',
        right:
          'resource "aws_cloudwatch_log_delivery" "site" {\n  record_fields = ["date", "sc-status", "viewer-request-log-data"]\n}',
      },
    },
  },
  "FE-DST-091": {
    title: "A delivery source of a distribution outside us-east-1",
    reason:
      "CloudFront's standard logs (v2) are delivered from us-east-1 only, whichever region the destination is in.",
    page: pages.standardLogs,
    examples: {
      code: {
        form: "terraform",
        wrong:
          'resource "aws_cloudwatch_log_delivery_source" "site" {\n  resource_arn = aws_cloudfront_distribution.site.arn\n}',
        right:
          'resource "aws_cloudwatch_log_delivery_source" "site" {\n  provider     = aws.us_east_1\n  resource_arn = aws_cloudfront_distribution.site.arn\n}',
      },
    },
  },
  "FE-DST-092": {
    title: "A field that CloudFront's logs do not have",
    reason: "AWS rejects a delivery or a real-time log configuration with an unknown field when it is applied.",
    page: pages.standardLogs,
    examples: {
      code: {
        form: "terraform",
        wrong: 'record_fields = ["date", "status"]',
        right: 'record_fields = ["date", "sc-status"]',
      },
    },
  },
  "FE-DST-093": {
    title: "A delivery of logs to a bucket without a prefix",
    reason:
      "CloudFront adds 'AWSLogs/{account-id}/CloudFront/' to the path when such a delivery is created, and drops it when the delivery is changed, so the logs move to another folder (hashicorp/terraform-provider-aws#46328).",
    page: pages.standardLogs,
    examples: {
      code: {
        form: "terraform",
        wrong: 'destination_resource_arn = "arn:aws:s3:::logs"',
        right: 'destination_resource_arn = "arn:aws:s3:::logs/cloudfront"',
      },
    },
  },
} as const satisfies Readonly<Record<`FE-DST-${string}`, Rule>>;
