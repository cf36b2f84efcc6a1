import { describe, expect, it } from "vitest";
import type { EnvironmentInput } from "#environments";
import { synthesized } from "../testing/synthesized.ts";
import { distribution } from "./index.ts";

type Distribution = EnvironmentInput["distributions"][string];

const hclOf = (changes: Partial<Distribution>, environment: Partial<EnvironmentInput> = {}) => {
  const shop = {
    comment: "Shop",
    origins: { pages: { type: "static" } },
    defaultBehavior: { origin: "pages" },
  } as const;
  const { hcl, diagnostics } = synthesized(distribution, {
    ...environment,
    distributions: { shop: { ...shop, ...changes } },
  });
  expect(diagnostics).toEqual([]);
  return hcl;
};

describe("a distribution's observability", () => {
  it("is nothing by default", () => {
    expect(hclOf({})).not.toMatch(/aws_cloudwatch|aws_kinesis|aws_sns|aws_glue|aws_athena|realtime_log_config/);
  });

  it("connects logs, queries, alarms and the dashboard to the distribution", () => {
    const hcl = hclOf({
      logging: { s3: {}, cloudwatchLogs: {} },
      additionalMetrics: true,
      alarms: {},
      dashboard: {},
      queries: {},
    });
    expect(hcl).toContain("resource_arn = aws_cloudfront_distribution.shop.arn");
    expect(hcl).toContain("log_group_names = [aws_cloudwatch_log_group.access_logs_log_group.name]");
    expect(hcl).toContain("bytes_scanned_cutoff_per_query");
    expect(hcl).toContain("aws_cloudwatch_metric_alarm.alarms_cache_hit_rate.arn,");
    expect(hcl).toContain("dashboard_body = jsonencode(local.dashboard_body)");
    expect(hcl).toContain('bucket        = "test-shop-logs-123456789012"');
  });

  it("adds the real-time log configuration to all behaviors but those that exclude it", () => {
    const hcl = hclOf({
      realtimeLogs: { samplingRate: 5 },
      behaviors: [
        { origin: "pages", pathPattern: "/a/*" },
        { origin: "pages", pathPattern: "/b/*", realtimeLogs: false },
      ],
    });
    expect(
      hcl.match(/realtime_log_config_arn += aws_cloudfront_realtime_log_config\.realtime_logs\.arn/g),
    ).toHaveLength(2);
    expect(hcl).toContain("sampling_rate = 5");
  });

  it("rejects alarms of metrics that the distribution does not have", () => {
    expect(() => hclOf({ alarms: { cacheHitRate: {} } })).toThrow(
      /distributions\.shop\.alarms\.cacheHitRate: needs 'additionalMetrics: true'/,
    );
    expect(hclOf({ alarms: { cacheHitRate: false } })).not.toContain("CacheHitRate");
  });
});
