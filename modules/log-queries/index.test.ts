import { describe, expect, it } from "vitest";
import { AccessLogs, type AccessLogsProps } from "../access-logs/index.ts";
import { synthesized } from "../testing/stack.ts";
import { LogQueries, type LogQueriesProps } from "./index.ts";

const common = { name: "prod-site", account: "123456789012" };

const made = (logs?: Partial<AccessLogsProps>, props: Partial<LogQueriesProps> = {}) =>
  synthesized((stack, usEast1) => {
    const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E1";
    const accessLogs = logs && new AccessLogs(stack, "logs", { ...common, usEast1, distributionArn, ...logs });
    new LogQueries(stack, "queries", { ...common, usEast1, distributionId: "E1", accessLogs, ...props });
  });

const s3 = { bucket: "company-logs" };

describe("saved queries", () => {
  it("of Logs Insights are those for whose fields the log group has values", () => {
    const names = (logs: Partial<AccessLogsProps>) =>
      made(logs)
        .all("aws_cloudwatch_query_definition")
        .map(({ name }) => name);
    expect(names({ cloudwatchLogs: {}, recordFields: ["c-ip"] })).toEqual(["prod-site/top-clients"]);
    expect(names({ cloudwatchLogs: {}, recordFields: ["date"], customLogData: ["viewer-request"] })).toEqual([
      "prod-site/custom-data",
    ]);
    expect(names({ cloudwatchLogs: { outputFormat: "plain" } })).toEqual([]);
  });

  it("of functions search all their log groups", () => {
    const functionLogGroups = ["/aws/cloudfront/function/a", "/aws/lambda/us-east-1.b"];
    const queries = made(undefined, { functionLogGroups }).all("aws_cloudwatch_query_definition");
    expect(queries.map(({ name }) => name)).toEqual(["prod-site/function-errors", "prod-site/function-lines"]);
    expect(queries[0]?.log_group_names).toEqual(functionLogGroups);
  });

  it("of Athena read a table whose partitions are the folders of the logs", () => {
    const table = made({ s3, recordFields: ["date", "cs(Host)"] }).one("aws_glue_catalog_table");
    expect(table.parameters).toMatchObject({
      "projection.enabled": "true",
      "projection.year.range": "2025,2075",
      "storage.location.template":
        "s3://company-logs/cloudfront/DistributionId=E1/year=$${year}/month=$${month}/day=$${day}/hour=$${hour}/",
    });
    expect(table.partition_keys.map(({ name }: { name: string }) => name)).toEqual(["year", "month", "day", "hour"]);
    expect(table.storage_descriptor.columns).toEqual([
      { name: "date", type: "string" },
      { name: "cs_host", type: "string" },
    ]);
  });

  it("of Athena have only the partitions that the path has", () => {
    const { parameters, partition_keys } = made({
      s3: { ...s3, suffixPath: "{yyyy}/{MM}", enableHiveCompatiblePath: false },
    }).one("aws_glue_catalog_table");
    expect(parameters["storage.location.template"]).toBe("s3://company-logs/cloudfront/$${year}/$${month}/");
    expect(partition_keys).toHaveLength(2);
  });

  it("of Athena run in a workgroup that limits what a query reads", () => {
    const synthesis = made({ s3 }, { bytesScannedCutoffPerQuery: 20_000_000 });
    expect(synthesis.one("aws_athena_workgroup").configuration).toMatchObject({
      bytes_scanned_cutoff_per_query: 20_000_000,
      enforce_workgroup_configuration: true,
      result_configuration: { output_location: "s3://company-logs/cloudfront-queries/" },
    });
    expect(synthesis.all("aws_athena_named_query").map(({ name }) => name)).toEqual([
      "bytes-by-country",
      "cache-hit-rate-by-path",
      "errors-by-path",
      "slow-requests",
    ]);
    expect(synthesis.one("aws_glue_catalog_database").name).toBe("prod_site_logs");
  });

  it("of Athena are not made for files that are not Parquet", () => {
    expect(made({ s3: { ...s3, outputFormat: "json" } }).all("aws_glue_catalog_table")).toEqual([]);
  });
});
