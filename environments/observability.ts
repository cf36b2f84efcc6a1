import { z } from "zod";
import { accessLogsOptions } from "#modules/access-logs/options.ts";
import { alarmsOptions } from "#modules/alarms/options.ts";
import { dashboardOptions } from "#modules/dashboard/options.ts";
import { logQueriesOptions } from "#modules/log-queries/options.ts";
import { realtimeLogsOptions } from "#modules/realtime-logs/options.ts";

/** Options for a distribution's logs, and for its metrics and alarms. */
export const observabilityOptions = {
  /** Standard logs (v2) in a bucket, a log group, or both. @default none */
  logging: accessLogsOptions.optional(),
  /** Real-time logs of the behaviors in a Kinesis stream. @default none */
  realtimeLogs: realtimeLogsOptions.optional(),
  /**
   * Eight more metrics, such as the cache hit rate and the origin's latency, at a fixed price a month.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional
   */
  additionalMetrics: z.boolean().default(false),
  /** Alarms that notify SNS topics; `{}` has the defaults. @default none */
  alarms: alarmsOptions.optional(),
  /** A CloudWatch dashboard; `{}` has the defaults. @default none */
  dashboard: dashboardOptions.optional(),
  /** Saved queries of Logs Insights and Athena, for the logs that there are; `{}` has the defaults. @default none */
  queries: logQueriesOptions.optional(),
};

/** Alarms of metrics that only `additionalMetrics` provides. */
const ofAdditionalMetrics = ["originLatency", "cacheHitRate"] as const;

type Options = z.output<z.ZodObject<typeof observabilityOptions>>;

/** Reports alarms of metrics that a distribution does not have. */
export function checkObservability({ additionalMetrics, alarms }: Options, context: z.RefinementCtx): void {
  for (const alarm of additionalMetrics ? [] : ofAdditionalMetrics.filter((key) => alarms?.[key])) {
    const message = "needs 'additionalMetrics: true', which provides the metric";
    context.addIssue({ code: "custom", path: ["alarms", alarm], message });
  }
}
