import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { RealtimeLogs, type RealtimeLogsProps } from "./index.ts";
import { realtimeLogsOptions } from "./options.ts";

const made = (props: Partial<RealtimeLogsProps> = {}) =>
  synthesized((stack, usEast1) => {
    new RealtimeLogs(stack, "live", { name: "prod-site", account: "123456789012", usEast1, ...props });
  });

describe("real-time logs", () => {
  it("go to an encrypted on-demand stream, as a role that only CloudFront assumes", () => {
    const synthesis = made();
    expect(synthesis.one("aws_kinesis_stream")).toMatchObject({
      name: "prod-site-realtime-logs",
      stream_mode_details: { stream_mode: "ON_DEMAND" },
      encryption_type: "KMS",
      retention_period: 24,
    });
    expect(synthesis.data("aws_iam_policy_document", "trust").statement[0].principals).toEqual([
      { type: "Service", identifiers: ["cloudfront.amazonaws.com"] },
    ]);
    const config = synthesis.one("aws_cloudfront_realtime_log_config");
    expect(config.sampling_rate).toBe(100);
    expect(config.depends_on).toEqual([expect.stringMatching(/^aws_iam_role_policy\./)]);
  });

  it("have a configuration whose name changes with its content, so that a new one replaces it", () => {
    const names = [made(), made({ samplingRate: 5 }), made({ customLogData: ["viewer-request"] })].map(
      (synthesis) => synthesis.one("aws_cloudfront_realtime_log_config").name,
    );
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^prod-site-[0-9a-f]{8}$/);
    expect(made().one("aws_cloudfront_realtime_log_config")).toMatchObject({
      name: names[0],
      lifecycle: { create_before_destroy: true },
    });
  });

  it("go to an existing stream", () => {
    const streamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/company";
    const synthesis = made({ streamArn });
    expect(synthesis.all("aws_kinesis_stream")).toEqual([]);
    expect(synthesis.data("aws_iam_policy_document", "permissions").statement[0].resources).toEqual([streamArn]);
  });

  it("have the fields of custom data where a function logs some", () => {
    const { fields } = made({ fields: ["timestamp"], customLogData: ["viewer-request"] }).one(
      "aws_cloudfront_realtime_log_config",
    );
    expect(fields).toEqual(["timestamp", "viewer-request-log-data"]);
  });

  it("have shards where the stream is provisioned, and only there", () => {
    expect(made({ stream: { streamMode: "PROVISIONED", shardCount: 2 } }).one("aws_kinesis_stream").shard_count).toBe(
      2,
    );
    for (const stream of [{ streamMode: "PROVISIONED" }, { shardCount: 1 }]) {
      expect(realtimeLogsOptions.safeParse({ stream }).error?.issues[0]?.path).toEqual(["stream", "shardCount"]);
    }
  });
});
