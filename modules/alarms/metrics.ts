import type { CloudwatchMetricAlarmConfig } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import type { z } from "zod";
import type { AlarmCondition, alarmsOptions } from "./options.ts";

/** An alarm's arguments without its name and the topics that it notifies. */
type Alarm = Omit<CloudwatchMetricAlarmConfig, "alarmName">;

export interface NamedAlarm {
  /** Ends the alarm's name. */
  readonly id: string;
  readonly alarm: Alarm;
}

type Options = z.output<typeof alarmsOptions>;

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export function distributionAlarms(options: Options, distributionId: string, certificateArn?: string): NamedAlarm[] {
  const ofDistribution = { DistributionId: distributionId, Region: "Global" };
  return [
    ...named("5xx-error-rate", options.errorRate5xx, ({ threshold, ...evaluation }) => ({
      alarmDescription: `More than ${threshold} % of the requests were answered with a 5xx status.`,
      ...above(threshold, evaluation),
      ...metric("AWS/CloudFront", "5xxErrorRate", ofDistribution, { statistic: "Average" }),
    })),
    ...named("origin-latency", options.originLatency, ({ threshold, ...evaluation }) => ({
      alarmDescription: `A tenth of the requests waited more than ${threshold} ms for the origin.`,
      ...above(threshold, evaluation),
      ...metric("AWS/CloudFront", "OriginLatency", ofDistribution, { extendedStatistic: "p90" }),
    })),
    ...named("cache-hit-rate", options.cacheHitRate, (condition) => cacheHitRate(condition, ofDistribution)),
    ...(certificateArn === undefined
      ? []
      : named("certificate", options.certificateDays, certificateDays(certificateArn))),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/monitoring-functions.html */
export function functionAlarms(options: Options, functionName: string): NamedAlarm[] {
  const ofFunction = { FunctionName: functionName, Region: "Global" };
  const sum = (metricName: string) => ({
    metricName,
    namespace: "AWS/CloudFront",
    dimensions: ofFunction,
    stat: "Sum",
  });
  return [
    ...named(`${functionName}-errors`, options.functionErrors, ({ threshold, period, ...evaluation }) => ({
      alarmDescription: `The CloudFront Function ${functionName} failed more than ${threshold} times.`,
      ...above(threshold, evaluation),
      metricQuery: [
        {
          id: "errors",
          expression: "FILL(execution, 0) + FILL(validation, 0)",
          label: "Execution and validation errors",
          returnData: true,
        },
        { id: "execution", metric: { ...sum("FunctionExecutionErrors"), period } },
        { id: "validation", metric: { ...sum("FunctionValidationErrors"), period } },
      ],
    })),
    ...named(`${functionName}-throttles`, options.functionThrottles, ({ threshold, ...evaluation }) => ({
      alarmDescription: `The CloudFront Function ${functionName} was throttled more than ${threshold} times.`,
      ...above(threshold, evaluation),
      ...metric("AWS/CloudFront", "FunctionThrottles", ofFunction, { statistic: "Sum" }),
    })),
    ...named(`${functionName}-compute`, options.functionComputeUtilization, ({ threshold, ...evaluation }) => ({
      alarmDescription: `The CloudFront Function ${functionName} took more than ${threshold} % of the time that it may take.`,
      ...above(threshold, evaluation),
      ...metric("AWS/CloudFront", "FunctionComputeUtilization", ofFunction, { extendedStatistic: "p99" }),
    })),
  ];
}

/**
 * A replica has its metrics in the region where it runs, below the name of its home region.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-testing-debugging.html
 */
export function lambdaAlarms(options: Options, functionName: string): NamedAlarm[] {
  const ofReplica = { FunctionName: `us-east-1.${functionName}` };
  return [
    ...named(`${functionName}-errors`, options.lambdaErrors, ({ threshold, ...evaluation }) => ({
      alarmDescription: `The Lambda@Edge function ${functionName} failed more than ${threshold} times in this region.`,
      ...above(threshold, evaluation),
      ...metric("AWS/Lambda", "Errors", ofReplica, { statistic: "Sum" }),
    })),
    ...named(`${functionName}-throttles`, options.lambdaThrottles, ({ threshold, ...evaluation }) => ({
      alarmDescription: `The Lambda@Edge function ${functionName} was throttled more than ${threshold} times in this region.`,
      ...above(threshold, evaluation),
      ...metric("AWS/Lambda", "Throttles", ofReplica, { statistic: "Sum" }),
    })),
  ];
}

function named(id: string, condition: AlarmCondition | false | undefined, alarm: (given: AlarmCondition) => Alarm) {
  return condition ? [{ id, alarm: alarm(condition) }] : [];
}

function above(threshold: number, evaluation: Omit<AlarmCondition, "threshold" | "period"> & { period?: number }) {
  return {
    threshold,
    comparisonOperator: "GreaterThanThreshold",
    // A site without requests has no data, and is not in trouble.
    treatMissingData: "notBreaching",
    ...evaluation,
  };
}

function metric(
  namespace: string,
  metricName: string,
  dimensions: Record<string, string>,
  statistic: { readonly statistic: string } | { readonly extendedStatistic: string },
) {
  return { namespace, metricName, dimensions, ...statistic };
}

/** The requests of a period below which a rate says nothing. */
const leastRequests = 100;

function cacheHitRate({ threshold, period, ...evaluation }: AlarmCondition, dimensions: Record<string, string>): Alarm {
  const ofDistribution = { namespace: "AWS/CloudFront", dimensions, period };
  return {
    alarmDescription: `The cache answered less than ${threshold} % of the requests.`,
    threshold,
    comparisonOperator: "LessThanThreshold",
    treatMissingData: "notBreaching",
    ...evaluation,
    metricQuery: [
      {
        id: "rate",
        expression: `IF(requests >= ${leastRequests}, hits)`,
        label: "Cache hit rate",
        returnData: true,
      },
      { id: "hits", metric: { ...ofDistribution, metricName: "CacheHitRate", stat: "Average" } },
      { id: "requests", metric: { ...ofDistribution, metricName: "Requests", stat: "Sum" } },
    ],
  };
}

/** @see https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
const certificateDays =
  (certificateArn: string) =>
  ({ threshold, ...evaluation }: AlarmCondition): Alarm => ({
    alarmDescription: `The certificate expires in ${threshold} days or less.`,
    threshold,
    comparisonOperator: "LessThanOrEqualToThreshold",
    // ACM writes the metric twice a day, and stops when the certificate has expired: the alarm keeps its state.
    treatMissingData: "ignore",
    ...evaluation,
    ...metric("AWS/CertificateManager", "DaysToExpiry", { CertificateArn: certificateArn }, { statistic: "Minimum" }),
  });
