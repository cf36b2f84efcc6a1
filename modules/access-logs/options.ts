import {
  accessLogFields,
  defaultAccessLogFields,
  logFormats,
  logRetention,
  suffixPathMistake,
} from "@featheredge/aws-rules";
import { z } from "zod";
import { orReference } from "../references.ts";

const outputFormatOf = <Formats extends readonly [string, ...string[]]>(formats: Formats) =>
  z.enum(formats).default(formats[0]);

/** Where CloudFront writes files, up to several times an hour. */
const s3 = z.strictObject({
  /**
   * The name of an existing bucket, whose policy must let `delivery.logs.amazonaws.com` put objects.
   * @default the module creates one
   */
  bucket: orReference(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name")).optional(),
  /**
   * The folder of the log files. CloudFront would add another prefix of its choice to an empty one, when a delivery is
   * created and not when it is changed.
   * @default cloudfront
   * @see https://github.com/hashicorp/terraform-provider-aws/issues/46328
   */
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, "a folder such as 'cloudfront', without a slash at its ends")
    .default("cloudfront"),
  /** @default parquet */
  outputFormat: outputFormatOf(logFormats.s3),
  /** The folders below the prefix, by the time of the requests. @default {DistributionId}/{yyyy}/{MM}/{dd}/{HH} */
  suffixPath: z.string().default("{DistributionId}/{yyyy}/{MM}/{dd}/{HH}"),
  /** Folders are named `year=2026`, which Athena reads as partitions. @default true */
  enableHiveCompatiblePath: z.boolean().default(true),
  /** Days after which a log file is deleted, in a bucket that the module creates. @default 365 */
  expirationDays: z.number().int().positive().default(365),
  /**
   * A KMS key that encrypts the bucket that the module creates, by ARN. Its policy must let
   * `delivery.logs.amazonaws.com` use it.
   * @default S3's own encryption, AES256
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
   */
  kmsKeyArn: orReference(
    z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/.+$/, "the ARN of a KMS key"),
  ).optional(),
});

/** A log group in us-east-1, where each request is an event within minutes. */
const cloudwatchLogs = z.strictObject({
  /**
   * AWS lets its log services write to groups below `/aws/vendedlogs/` by one policy, which it creates; others make that
   * policy longer with each group.
   * @default /aws/vendedlogs/cloudfront/<the distribution's name>
   */
  logGroupName: orReference(
    z.string().regex(/^[\w./#-]{1,512}$/, "a log group's name: letters, digits, '_', '-', '/', '.', '#'"),
  ).optional(),
  /** @default 30 */
  retentionInDays: z.literal(logRetention.days).default(30),
  /** @default json, which Logs Insights reads by field */
  outputFormat: outputFormatOf(logFormats.cloudWatchLogs),
  /** A KMS key that encrypts the group, by ARN. @default CloudWatch's own encryption */
  kmsKeyId: orReference(
    z.string().regex(/^arn:aws:kms:us-east-1:\d{12}:key\/.+$/, "the ARN of a KMS key, in us-east-1"),
  ).optional(),
});

/** Standard logs (v2) of a distribution, as an object so that other modules can extend it. */
const accessLogsShape = z.strictObject({
  s3: s3.optional(),
  cloudwatchLogs: cloudwatchLogs.optional(),
  /**
   * The fields of a request, in this order. The fields of `logCustomData` are added where a function calls it.
   * @default AWS's without `cs(Cookie)`, which would copy session tokens into the logs, and `timestamp(ms)`, `origin-fbl`,
   * `origin-lbl`, `asn`, `c-country`, `cache-behavior-path-pattern`
   */
  recordFields: z
    .array(z.enum(accessLogFields))
    .min(1)
    .default([...defaultAccessLogFields]),
  /** Separates the fields of the formats `plain` and `w3c`. @default a tab */
  fieldDelimiter: z.string().min(1).max(5).optional(),
});

/**
 * Standard logs (v2) of a distribution: one line for each request.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export const accessLogsOptions = accessLogsShape.superRefine(({ s3, cloudwatchLogs, fieldDelimiter }, context) => {
  const issue = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
  if (s3 === undefined && cloudwatchLogs === undefined) issue([], "needs 's3', 'cloudwatchLogs' or both");
  const mistake = s3 && suffixPathMistake(s3.suffixPath, s3.enableHiveCompatiblePath);
  if (mistake !== undefined) issue(["s3", "suffixPath"], mistake);
  const formats = [s3?.outputFormat, cloudwatchLogs?.outputFormat];
  if (fieldDelimiter !== undefined && !formats.some((format) => format === "plain" || format === "w3c")) {
    issue(["fieldDelimiter"], "only the formats 'plain' and 'w3c' have a delimiter");
  }
});

export type AccessLogsOptions = z.input<typeof accessLogsOptions>;
