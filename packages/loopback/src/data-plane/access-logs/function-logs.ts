import { edgeLocation } from "../base/request-id.ts";
import type { CloudWatchLogs } from "../functions/cloudwatch-logs.ts";
import type { LoggedRequest } from "./logged-request.ts";

type LogLines = Parameters<CloudWatchLogs["write"]>[0];

/**
 * The lines that CloudFront Functions logged for a request, for their log groups in us-east-1.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html#cloudfront-function-logs
 */
export function functionLogs({ trace, distribution, endedAt }: LoggedRequest): LogLines[] {
  return trace.stages.flatMap(({ runtime, arn, logs, after }) => {
    const failure = "failure" in after ? [after.failure] : [];
    if (runtime !== "cloudfront-function" || logs.length + failure.length === 0) return [];
    const messages = [`START DistributionID: ${distribution.id}`, ...logs, ...failure, "END"];
    const date = new Date(endedAt).toISOString().slice(0, 10).replaceAll("-", "/");
    return {
      account: distribution.deployed.account,
      region: "us-east-1",
      logGroupName: `/aws/cloudfront/function/${arn.split("/")[1]}`,
      logStreamName: `${edgeLocation}/${date}/${distribution.id}`,
      lines: messages.map((message) => ({ timestamp: endedAt, message: `${trace.id} ${message}` })),
    };
  });
}
