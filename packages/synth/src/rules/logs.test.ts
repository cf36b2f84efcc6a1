import type { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution/index.js";
import { CloudfrontRealtimeLogConfig } from "@cdktf/provider-aws/lib/cloudfront-realtime-log-config/index.js";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery/index.js";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination/index.js";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import type { TerraformStack } from "cdktf";
import { describe, expect, it } from "vitest";
import { behavior, distribution, light, reported } from "../testing/index.ts";

interface Given {
  readonly region?: string;
  readonly recordFields?: string[];
  readonly destination?: string;
  readonly realtimeFields?: string[];
  readonly code?: string;
}

/** A distribution with a function and logs, which has no diagnostics by default. */
const logged = (given: Given = {}) => {
  const { region = "us-east-1", recordFields = ["date"], destination = "arn:aws:s3:::logs/cloudfront" } = given;
  return reported((stack: TerraformStack) => {
    const provider = new AwsProvider(stack, "logs", { region, alias: "logs" });
    const code = given.code ?? "function handler(event) { return event.request; }";
    const { arn: functionArn } = light(stack, code);
    const realtime =
      given.realtimeFields &&
      new CloudfrontRealtimeLogConfig(stack, "live", {
        name: "live",
        samplingRate: 1,
        fields: given.realtimeFields,
        endpoint: {
          streamType: "Kinesis",
          kinesisStreamConfig: {
            roleArn: "arn:aws:iam::123456789012:role/logs",
            streamArn: "arn:aws:kinesis:us-east-1:123456789012:stream/logs",
          },
        },
      });
    const site: CloudfrontDistribution = distribution(stack, {
      defaultCacheBehavior: behavior({
        functionAssociation: [{ eventType: "viewer-request", functionArn }],
        ...(realtime === undefined ? {} : { realtimeLogConfigArn: realtime.arn }),
      }),
    });
    const source = new CloudwatchLogDeliverySource(stack, "source", {
      provider,
      name: "site",
      logType: "ACCESS_LOGS",
      resourceArn: site.arn,
    });
    const to = new CloudwatchLogDeliveryDestination(stack, "destination", {
      provider,
      name: "bucket",
      deliveryDestinationConfiguration: [{ destinationResourceArn: destination }],
    });
    new CloudwatchLogDelivery(stack, "delivery", {
      provider,
      deliverySourceName: source.name,
      deliveryDestinationArn: to.arn,
      recordFields,
    });
  });
};

const logging =
  "import cf from 'cloudfront';\nfunction handler(event) { cf.logCustomData('a'); return event.request; }";

describe("logs of a distribution", () => {
  it("have no diagnostics if AWS accepts them and keeps their folder", () => {
    expect(logged()).toEqual([]);
  });

  it("are delivered from us-east-1", () => {
    expect(logged({ region: "eu-west-1" })).toEqual([
      expect.stringContaining("The delivery source of the distribution is in eu-west-1"),
    ]);
  });

  it("have fields that CloudFront knows", () => {
    expect(logged({ recordFields: ["date", "status"], realtimeFields: ["cs(Host)"] })).toEqual([
      expect.stringMatching(/real-time logs have no field 'cs\(Host\)'/),
      expect.stringMatching(/standard logs have no field 'status'\. Did you mean .*sc-status/),
    ]);
  });

  it("go to a folder of the bucket, since AWS would choose one that changes", () => {
    expect(logged({ destination: "arn:aws:s3:::logs" })).toEqual([expect.stringContaining("has no prefix")]);
    expect(logged({ destination: "${aws_s3_bucket.logs.arn}" })).toEqual([expect.stringContaining("has no prefix")]);
    expect(logged({ destination: "${aws_s3_bucket.logs.arn}/cloudfront" })).toEqual([]);
    expect(logged({ destination: "arn:aws:logs:us-east-1:123456789012:log-group:a" })).toEqual([]);
  });

  it("have the field in which a function logs its own data", () => {
    const dropped = [expect.stringContaining("no log of the distribution has the field 'viewer-request-log-data'")];
    expect(logged({ code: logging })).toEqual(dropped);
    expect(logged({ code: logging, realtimeFields: ["timestamp"] })).toEqual(dropped);
    expect(logged({ code: logging, recordFields: ["viewer-request-log-data"] })).toEqual([]);
    expect(logged({ code: logging, realtimeFields: ["viewer-request-log-data"] })).toEqual([]);
  });
});
