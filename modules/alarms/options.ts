import { z } from "zod";
import { orReference } from "../references.ts";

const count = z.number().int().positive();

/** When an alarm is raised. @param most of the threshold */
const condition = (
  defaults: { threshold: number; period: number; evaluationPeriods: number; datapointsToAlarm: number },
  most?: number,
) => {
  const threshold = z.number().nonnegative();
  return z.union([
    z.literal(false),
    z
      .strictObject({
        threshold: (most === undefined ? threshold : threshold.max(most)).default(defaults.threshold),
        /** Seconds: 60, or a multiple of it. */
        period: z.number().int().positive().multipleOf(60).default(defaults.period),
        /** The last periods that are looked at. */
        evaluationPeriods: count.default(defaults.evaluationPeriods),
        /** The number of these in which the threshold is crossed. */
        datapointsToAlarm: count.default(defaults.datapointsToAlarm),
      })
      .refine(({ evaluationPeriods, datapointsToAlarm }) => datapointsToAlarm <= evaluationPeriods, {
        path: ["datapointsToAlarm"],
        message: "can't be more than evaluationPeriods",
      }),
  ]);
};

const twoOfThree = { period: 300, evaluationPeriods: 3, datapointsToAlarm: 2 };
const once = { period: 300, evaluationPeriods: 1, datapointsToAlarm: 1 };

/**
 * Alarms of a distribution, its functions and its certificate. `false` leaves one out; `{}` is its default. The default
 * thresholds are ours: AWS's page of recommended alarms was not read for CloudFront (November 2026).
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export const alarmsOptions = z.strictObject({
  /** Addresses that get the alarms, each after AWS's mail was confirmed. @default [] */
  emails: z.array(z.email()).default([]),
  /**
   * Existing SNS topics, by ARN. An alarm can notify topics of the same region only, so alarms in a region without one notify
   * a topic that the module creates there.
   * @default []
   */
  topicArns: z
    .array(orReference(z.string().regex(/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/, "the ARN of an SNS topic")))
    .default([]),
  /**
   * A KMS key that encrypts the topics that the module creates, by region. `alias/aws/sns` is not possible: its policy lets
   * no alarm publish, and the alarms would be lost without an error.
   * @default {}
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  kmsMasterKeyIds: z
    .record(
      z.string(),
      orReference(
        z.string().regex(/^(?!alias\/aws\/sns$).+$/, "another key than 'alias/aws/sns', which lets no alarm publish"),
      ),
    )
    .default({}),
  /** The percentage of requests that were answered with a 5xx status. @default over 1 % in 2 of the last 3 times 5 minutes */
  errorRate5xx: condition({ threshold: 1, ...twoOfThree }, 100).default({ threshold: 1, ...twoOfThree }),
  /**
   * Milliseconds until the origin's first byte, of the slowest tenth of requests. Needs the distribution's
   * `additionalMetrics`.
   * @default over 3,000 ms in 2 of the last 3 times 5 minutes, with additionalMetrics
   */
  originLatency: condition({ threshold: 3000, ...twoOfThree }).optional(),
  /**
   * The percentage of requests that the cache answered, while there are at least 100 requests a period. Needs the
   * distribution's `additionalMetrics`.
   * @default under 50 % in each of the last 3 times 15 minutes, with additionalMetrics
   */
  cacheHitRate: condition({ threshold: 50, period: 900, evaluationPeriods: 3, datapointsToAlarm: 3 }, 100).optional(),
  /** Runs of a CloudFront Function that failed; each answered a viewer with 503 or 502. @default over 5 in 5 minutes */
  functionErrors: condition({ threshold: 5, ...once }).default({ threshold: 5, ...once }),
  /** Runs of a CloudFront Function that were throttled. @default over 0 in 5 minutes */
  functionThrottles: condition({ threshold: 0, ...once }).default({ threshold: 0, ...once }),
  /**
   * The percentage of the time that a CloudFront Function may take, of the slowest hundredth of runs; CloudFront ends runs
   * that take more than 100 %.
   * @default over 80 in 2 of the last 3 times 5 minutes
   */
  functionComputeUtilization: condition({ threshold: 80, ...twoOfThree }, 100).default({
    threshold: 80,
    ...twoOfThree,
  }),
  /** Runs of a Lambda@Edge function that failed, in each region with an alarm. @default over 5 in 5 minutes */
  lambdaErrors: condition({ threshold: 5, ...once }).default({ threshold: 5, ...once }),
  /** Runs of a Lambda@Edge function that were throttled, in each region with an alarm. @default over 0 in 5 minutes */
  lambdaThrottles: condition({ threshold: 0, ...once }).default({ threshold: 0, ...once }),
  /** Days until the certificate expires; ACM renews 60 days before. @default 30 days or less */
  certificateDays: condition({ threshold: 30, period: 86_400, evaluationPeriods: 1, datapointsToAlarm: 1 }).default({
    threshold: 30,
    period: 86_400,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
  }),
});

export type AlarmsOptions = z.input<typeof alarmsOptions>;
export type AlarmCondition = Exclude<z.output<typeof alarmsOptions>["errorRate5xx"], false>;
