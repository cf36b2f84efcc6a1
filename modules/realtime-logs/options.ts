import { defaultRealtimeLogFields, realtimeLogFields } from "@featheredge/aws-rules";
import { z } from "zod";
import { orReference } from "../references.ts";

/** The Kinesis stream that the module creates. */
const stream = z
  .strictObject({
    /** `ON_DEMAND` adds shards by itself, `PROVISIONED` has `shardCount` of them. @default ON_DEMAND */
    streamMode: z.enum(["ON_DEMAND", "PROVISIONED"]).default("ON_DEMAND"),
    /** Each takes 1,000 records or 1 MB a second. @default none, as ON_DEMAND chooses */
    shardCount: z.number().int().positive().optional(),
    /** Hours that records are kept, 24 to 8760. @default 24 */
    retentionPeriod: z.number().int().min(24).max(8760).default(24),
    /** A KMS key that encrypts the records, by ARN or alias. @default alias/aws/kinesis */
    kmsKeyId: orReference(z.string().regex(/^(alias\/|arn:aws:kms:)/, "a KMS key's ARN or alias")).default(
      "alias/aws/kinesis",
    ),
  })
  .refine(({ streamMode, shardCount }) => (streamMode === "PROVISIONED") === (shardCount !== undefined), {
    path: ["shardCount"],
    message: "belongs to streamMode PROVISIONED, which needs it",
  });

/**
 * Real-time logs of a distribution's behaviors: one record for each sampled request, within seconds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html
 */
export const realtimeLogsOptions = z.strictObject({
  /** The percentage of requests that are logged, 1 to 100. @default 100 */
  samplingRate: z.number().int().min(1).max(100).default(100),
  /**
   * CloudFront writes them in the order of its documentation. The fields of `logCustomData` are added where a function
   * calls it.
   * @default 19 fields for error rates, latency and cache results by behavior and country
   */
  fields: z
    .array(z.enum(realtimeLogFields))
    .min(1)
    .default([...defaultRealtimeLogFields]),
  /** An existing Kinesis stream, by ARN. @default the module creates one, as `stream` says */
  streamArn: orReference(
    z.string().regex(/^arn:aws:kinesis:[a-z0-9-]+:\d{12}:stream\/.+$/, "the ARN of a Kinesis data stream"),
  ).optional(),
  /** @default an on-demand stream that keeps records for a day */
  stream: stream.optional(),
});

export type RealtimeLogsOptions = z.input<typeof realtimeLogsOptions>;
