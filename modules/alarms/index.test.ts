import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { Alarms, type AlarmsProps } from "./index.ts";
import { alarmsOptions } from "./options.ts";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

const made = (props: Partial<AlarmsProps> = {}) =>
  synthesized((stack, usEast1) => {
    const sydney = new AwsProvider(stack, "sydney", { region: "ap-southeast-2", alias: "sydney" });
    new Alarms(stack, "alarms", {
      name: "prod-site",
      account: "123456789012",
      distributionId: "E1",
      usEast1,
      lambdaRegions: { "us-east-1": usEast1, "ap-southeast-2": sydney },
      ...props,
    });
  });

const namesOf = (props: Partial<AlarmsProps>) =>
  made(props)
    .all("aws_cloudwatch_metric_alarm")
    .map((alarm) => alarm.alarm_name);
const alarm = (props: Partial<AlarmsProps>, name: string) =>
  made(props)
    .all("aws_cloudwatch_metric_alarm")
    .find((one) => one.alarm_name === `prod-site-${name}`);

describe("alarms", () => {
  it("watch the 5xx rate of a distribution, which has no data while it has no requests", () => {
    expect(namesOf({})).toEqual(["prod-site-5xx-error-rate"]);
    expect(alarm({}, "5xx-error-rate")).toMatchObject({
      namespace: "AWS/CloudFront",
      metric_name: "5xxErrorRate",
      dimensions: { DistributionId: "E1", Region: "Global" },
      threshold: 1,
      evaluation_periods: 3,
      datapoints_to_alarm: 2,
      treat_missing_data: "notBreaching",
    });
  });

  it("watch the origin's latency and the cache hit rate where there are additional metrics", () => {
    expect(namesOf({ additionalMetrics: true })).toEqual([
      "prod-site-5xx-error-rate",
      "prod-site-cache-hit-rate",
      "prod-site-origin-latency",
    ]);
    expect(alarm({ additionalMetrics: true }, "cache-hit-rate")?.metric_query[0].expression).toBe(
      "IF(requests >= 100, hits)",
    );
    expect(() => made({ originLatency: {} })).toThrow("only 'additionalMetrics: true' provides");
    expect(namesOf({ additionalMetrics: true, originLatency: false, cacheHitRate: false })).toHaveLength(1);
  });

  it("watch errors, throttles and the compute utilization of CloudFront Functions", () => {
    const props = { cloudFrontFunctions: ["router"], errorRate5xx: false } as const;
    expect(namesOf(props)).toEqual([
      "prod-site-router-compute",
      "prod-site-router-errors",
      "prod-site-router-throttles",
    ]);
    expect(alarm(props, "router-errors")?.metric_query[0].expression).toBe("FILL(execution, 0) + FILL(validation, 0)");
    expect(alarm(props, "router-compute")).toMatchObject({ extended_statistic: "p99", threshold: 80 });
  });

  it("watch Lambda@Edge functions in each region, below the names of their replicas, by that region's topic", () => {
    const synthesis = made({ lambdaFunctions: ["sign"], errorRate5xx: false });
    const alarms = synthesis.all("aws_cloudwatch_metric_alarm");
    expect(alarms.map(({ alarm_name, provider }) => [alarm_name, provider])).toEqual([
      ["prod-site-sign-errors-ap-southeast-2", "aws.sydney"],
      ["prod-site-sign-errors-us-east-1", "aws.us_east_1"],
      ["prod-site-sign-throttles-ap-southeast-2", "aws.sydney"],
      ["prod-site-sign-throttles-us-east-1", "aws.us_east_1"],
    ]);
    expect(alarms[0]?.dimensions).toEqual({ FunctionName: "us-east-1.sign" });
    expect(synthesis.all("aws_sns_topic").map(({ provider }) => provider)).toEqual(["aws.sydney", "aws.us_east_1"]);
  });

  it("watch the days of the certificate, and keep their state once it has expired", () => {
    expect(alarm({ certificateArn }, "certificate")).toMatchObject({
      metric_name: "DaysToExpiry",
      dimensions: { CertificateArn: certificateArn },
      comparison_operator: "LessThanOrEqualToThreshold",
      threshold: 30,
      treat_missing_data: "ignore",
    });
  });

  it("have thresholds that replace the defaults one by one", () => {
    expect(alarm({ errorRate5xx: { threshold: 5 } }, "5xx-error-rate")).toMatchObject({ threshold: 5, period: 300 });
    const { error } = alarmsOptions.safeParse({ errorRate5xx: { evaluationPeriods: 1, datapointsToAlarm: 2 } });
    expect(error?.issues).toHaveLength(1);
  });

  it("notify existing topics of their region, and create none then", () => {
    const topic = "arn:aws:sns:us-east-1:123456789012:oncall";
    const synthesis = made({ topicArns: [topic] });
    expect(synthesis.all("aws_sns_topic")).toEqual([]);
    expect(synthesis.one("aws_cloudwatch_metric_alarm")).toMatchObject({ alarm_actions: [topic], ok_actions: [topic] });
    const elsewhere = made({ topicArns: ["arn:aws:sns:eu-west-1:123456789012:oncall"], emails: ["a@example.com"] });
    expect(elsewhere.one("aws_sns_topic_subscription")).toMatchObject({ protocol: "email", endpoint: "a@example.com" });
  });

  it("can't use AWS's own key for topics, with which no alarm could publish", () => {
    const key = { "us-east-1": "arn:aws:kms:us-east-1:123456789012:key/1" };
    expect(made({ kmsMasterKeyIds: key }).one("aws_sns_topic").kms_master_key_id).toBe(key["us-east-1"]);
    expect(() => made({ kmsMasterKeyIds: { "us-east-1": "alias/aws/sns" } })).toThrow("lets no alarm publish");
  });
});
