import { gunzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import type { AccessLogDelivery } from "../../deployment.ts";
import type { MotoRequest } from "../../moto/request/request.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { createAccessLogs } from "./create-access-logs.ts";
import type { AccessLogs, LoggedRequest } from "./logged-request.ts";

const stream = "arn:aws:kinesis:us-east-1:123456789012:stream/live";
const configArn = "arn:aws:cloudfront::123456789012:realtime-log-config/live";

let deliveries: AccessLogDelivery[];
let sent: MotoRequest[];
let groupLines: string[];
let random: number;
let requests: LoggedRequest[];
let harness: Harness;
let logs: AccessLogs;

const delivery = (changes: Partial<AccessLogDelivery>): AccessLogDelivery => ({
  account: "123456789012",
  type: "S3",
  resourceArn: "arn:aws:s3:::logs/cloudfront",
  outputFormat: "json",
  recordFields: ["date", "time", "sc-status", "cs(Host)", "cs-uri-stem", "cs-uri-query", "x-edge-result-type"],
  fieldDelimiter: "\t",
  suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}",
  enableHiveCompatiblePath: true,
  ...changes,
});

async function start(options: HarnessOptions = {}) {
  harness = await startHarness({ ...options, onAnswered: (request) => requests.push(request) });
  return () => harness.close();
}

beforeEach(() => {
  deliveries = [];
  sent = [];
  groupLines = [];
  random = 0;
  requests = [];
  logs = createAccessLogs({
    deployment: {
      accessLogDeliveries: () => deliveries,
      realtimeLogConfig: (arn) =>
        arn === configArn
          ? {
              ARN: arn,
              Name: "live",
              SamplingRate: 25,
              Fields: ["sc-status", "cs-method", "timestamp"],
              EndPoints: [{ StreamType: "Kinesis", KinesisStreamConfig: { RoleARN: "arn:role", StreamARN: stream } }],
            }
          : undefined,
    },
    send: async (request) => {
      sent.push(request);
      return { status: 200, statusMessage: "OK", headers: [], body: Buffer.from("{}") };
    },
    cloudWatchLogs: { write: ({ lines }) => groupLines.push(...lines.map(({ message }) => message)) },
    log: (line) => groupLines.push(line),
    random: () => random,
  });
});

/** Sends a request, and writes its logs. */
async function log(path: string, headers: Record<string, string> = {}) {
  await harness.get(path, { headers });
  await expect.poll(() => requests.length).toBeGreaterThan(0);
  for (const request of requests.splice(0)) logs.write(request);
  await logs.flush();
}

describe("standard logs", () => {
  beforeEach(() => start());

  it("are JSON in a bucket, in the folder of the requests' hour, with Hive's keys", async () => {
    deliveries = [delivery({})];
    await log("/a%20b?x=1&y=%22");
    const [file] = sent;
    expect(file?.path).toMatch(
      /^\/logs\/cloudfront\/DistributionId%3DE1TESTDISTRIB\/year%3D2026\/month%3D09\/day%3D01\/hour%3D12\/E1TESTDISTRIB\.2026-09-01-12\.[0-9a-f]{8}\.gz$/,
    );
    expect(JSON.parse(gunzipSync(file?.body ?? "").toString())).toEqual({
      date: "2026-09-01",
      time: "12:00:00",
      "sc-status": "200",
      "cs(Host)": "e1testdistrib.cloudfront.net",
      "cs-uri-stem": "/a%20b",
      "cs-uri-query": "x=1&y=%22",
      "x-edge-result-type": "Miss",
    });
  });

  it("have the header of the W3C format", async () => {
    deliveries = [delivery({ outputFormat: "w3c", recordFields: ["cs-method", "cs(User-Agent)", "cs(Cookie)"] })];
    await log("/", { "user-agent": 'curl "8"\t1' });
    expect(gunzipSync(sent[0]?.body ?? "").toString()).toBe(
      "#Version: 1.0\n#Fields: cs-method cs(User-Agent) cs(Cookie)\nGET\tcurl%20%228%22%091\t-\n",
    );
  });

  it("are Parquet with columns that SQL can name", async () => {
    deliveries = [delivery({ outputFormat: "parquet" })];
    await log("/page");
    const text = sent[0]?.body.toString("latin1");
    expect(sent[0]?.path).toMatch(/\.parquet$/);
    expect(text).toMatch(/^PAR1/);
    expect(text).toContain("cs_uri_stem");
    expect(text).toContain("/page");
  });

  it("are one line each in a log group, in the delivery's format", async () => {
    const resourceArn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/site";
    deliveries = [
      delivery({ type: "CWL", resourceArn, outputFormat: "plain", recordFields: ["cs-method", "c-country"] }),
    ];
    await log("/", { "x-loopback-viewer-address": "198.51.100.7" });
    expect(groupLines).toEqual(["GET\tES"]);
  });

  it("say that Firehose is not emulated", async () => {
    deliveries = [delivery({ type: "FH", resourceArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/a" })];
    await log("/");
    expect(groupLines[0]).toMatch(/Firehose is not emulated/);
  });
});

describe("real-time logs", () => {
  beforeEach(() => start({ behavior: { RealtimeLogConfigArn: configArn } }));

  it("are tab-separated records, with the fields in AWS's order", async () => {
    await log("/");
    const { StreamARN, Records } = JSON.parse(sent[0]?.body.toString() ?? "");
    expect(StreamARN).toBe(stream);
    expect(Buffer.from(Records[0].Data, "base64").toString()).toBe("1788264000.000\t200\tGET\n");
  });

  it("sample the configured percentage", async () => {
    random = 0.26;
    await log("/");
    expect(sent).toEqual([]);
    random = 0.24;
    await log("/");
    expect(sent).toHaveLength(1);
  });
});
