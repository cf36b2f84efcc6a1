import { describe, expect, it } from "vitest";
import { synthesized } from "../testing/stack.ts";
import { AccessLogs, type AccessLogsProps } from "./index.ts";
import { accessLogsOptions } from "./options.ts";

const made = (props: Partial<AccessLogsProps>) =>
  synthesized((stack, usEast1) => {
    new AccessLogs(stack, "logs", {
      name: "prod-site",
      distributionArn: "arn:aws:cloudfront::123456789012:distribution/E1",
      account: "123456789012",
      usEast1,
      ...props,
    });
  });

const messages = (options: Parameters<typeof accessLogsOptions.safeParse>[0]) =>
  (accessLogsOptions.safeParse(options).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

describe("access logs", () => {
  it("are Parquet in their own bucket, in a folder that AWS adds no prefix to", () => {
    const synthesis = made({ s3: {} });
    expect(synthesis.one("aws_cloudwatch_log_delivery_destination")).toMatchObject({
      name: "prod-site-s3-parquet",
      output_format: "parquet",
      delivery_destination_configuration: [
        {
          destination_resource_arn: expect.stringMatching(
            /^arn:aws:s3:::\$\{aws_s3_bucket\.\w+\.bucket\}\/cloudfront$/,
          ),
        },
      ],
    });
    expect(synthesis.one("aws_cloudwatch_log_delivery").s3_delivery_configuration).toEqual([
      { suffix_path: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", enable_hive_compatible_path: true },
    ]);
    expect(synthesis.one("aws_s3_bucket").bucket).toBe("prod-site-logs-123456789012");
    const [rule] = synthesis.one("aws_s3_bucket_lifecycle_configuration").rule;
    expect(rule.expiration).toEqual([{ days: 365 }]);
    expect(rule.noncurrent_version_expiration).toEqual([{ noncurrent_days: 7 }]);
    expect(synthesis.one("aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
  });

  it("are delivered after the bucket's policy lets AWS write, so that AWS does not change it", () => {
    const synthesis = made({ s3: {} });
    const { statement } = synthesis.data("aws_iam_policy_document", "writers");
    expect(statement[0]).toMatchObject({
      actions: ["s3:PutObject"],
      principals: [{ type: "Service", identifiers: ["delivery.logs.amazonaws.com"] }],
    });
    expect(synthesis.one("aws_cloudwatch_log_delivery").depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_s3_bucket_policy\./)]),
    );
  });

  it("use an existing bucket as it is", () => {
    const synthesis = made({ s3: { bucket: "company-logs", prefix: "edge/site" } });
    expect(synthesis.all("aws_s3_bucket")).toEqual([]);
    expect(synthesis.one("aws_cloudwatch_log_delivery_destination").delivery_destination_configuration).toEqual([
      { destination_resource_arn: "arn:aws:s3:::company-logs/edge/site" },
    ]);
  });

  it("are JSON in a log group with a retention, below the names that AWS's policy covers", () => {
    const synthesis = made({ cloudwatchLogs: {} });
    expect(synthesis.one("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vendedlogs/cloudfront/prod-site",
      retention_in_days: 30,
    });
    expect(synthesis.one("aws_cloudwatch_log_delivery_destination").output_format).toBe("json");
  });

  it("have no cookies by default, and the fields of custom data where a function logs some", () => {
    expect(made({ cloudwatchLogs: {} }).one("aws_cloudwatch_log_delivery").record_fields).not.toContain("cs(Cookie)");
    const fields = made({ cloudwatchLogs: {}, recordFields: ["date"], customLogData: ["viewer-response"] });
    expect(fields.one("aws_cloudwatch_log_delivery").record_fields).toEqual(["date", "viewer-response-log-data"]);
  });

  it("have one source for both destinations, which are delivered to one after the other", () => {
    const synthesis = made({ s3: {}, cloudwatchLogs: {}, preventDestroy: true });
    expect(synthesis.all("aws_cloudwatch_log_delivery_source")).toHaveLength(1);
    const [toGroup] = synthesis.all("aws_cloudwatch_log_delivery");
    expect(toGroup?.depends_on).toEqual([expect.stringMatching(/^aws_cloudwatch_log_delivery\./)]);
    expect(synthesis.one("aws_s3_bucket").lifecycle).toEqual({ prevent_destroy: true });
  });

  it("can be encrypted with your own keys", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1";
    const { rule } = made({ s3: { kmsKeyArn } }).one("aws_s3_bucket_server_side_encryption_configuration");
    expect(rule[0].apply_server_side_encryption_by_default).toEqual({
      sse_algorithm: "aws:kms",
      kms_master_key_id: kmsKeyArn,
    });
    const kmsKeyId = "arn:aws:kms:us-east-1:123456789012:key/1";
    expect(made({ cloudwatchLogs: { kmsKeyId } }).one("aws_cloudwatch_log_group").kms_key_id).toBe(kmsKeyId);
  });
});

describe("options of access logs", () => {
  it.each([
    [{}, ": needs 's3', 'cloudwatchLogs' or both"],
    [{ s3: { suffixPath: "{year}" } }, /^s3\.suffixPath: \{year\} is not a variable/],
    [{ s3: { suffixPath: "year={yyyy}" } }, /^s3\.suffixPath: .*must not contain '='$/],
    [{ s3: {}, fieldDelimiter: "," }, "fieldDelimiter: only the formats 'plain' and 'w3c' have a delimiter"],
  ])("are rejected where AWS rejects them: %j", (options, message) => {
    expect(messages(options)).toEqual([typeof message === "string" ? message : expect.stringMatching(message)]);
  });

  it("may have a delimiter where a format has one", () => {
    expect(messages({ s3: { outputFormat: "w3c" }, fieldDelimiter: "," })).toEqual([]);
    const { all } = made({ s3: { outputFormat: "w3c" }, cloudwatchLogs: {}, fieldDelimiter: "," });
    expect(all("aws_cloudwatch_log_delivery").map((one) => one.field_delimiter)).toEqual([undefined, ","]);
  });
});
