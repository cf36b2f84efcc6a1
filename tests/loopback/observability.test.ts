import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { requestEdge } from "./request-edge.ts";

// Creating a stream, changing a bucket's lifecycle and deleting a distribution take half a minute each.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const account = "123456789012";
const certificate = `arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555`;

/** `shop` has everything, `docs` other formats. */
const environment = (changes: { readonly fields: string; readonly suffixPath: string; readonly threshold: number }) => `
import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  replicaRegions: ["ap-southeast-2"],
  state: { type: "local" },
  protections: { preventDestroy: false },
  logRetentionDays: 7,
  handlers: { tier: {}, sign: {} },
  distributions: {
    shop: {
      stack: "sites",
      comment: "Shop",
      waitForDeployment: false,
      aliases: ["shop.example.com"],
      certificate: "${certificate}",
      origins: { app: { type: "custom", domainName: "app.example.com" } },
      defaultBehavior: {
        origin: "app",
        viewerProtocolPolicy: "allow-all",
        cachePolicy: "CachingDisabled",
        viewerRequest: "tier",
        originRequest: "sign",
      },
      behaviors: [
        { origin: "app", viewerProtocolPolicy: "allow-all", pathPattern: "/quiet/*", realtimeLogs: false },
      ],
      logging: {
        s3: { suffixPath: "${changes.suffixPath}" },
        cloudwatchLogs: { retentionInDays: 14 },
        recordFields: ${changes.fields},
      },
      realtimeLogs: { fields: ["sc-status", "cs-uri-stem", "timestamp"] },
      additionalMetrics: true,
      alarms: { emails: ["oncall@example.com"], errorRate5xx: { threshold: ${changes.threshold} } },
      dashboard: {},
      queries: {},
    },
    docs: {
      stack: "sites",
      comment: "Docs",
      waitForDeployment: false,
      aliases: ["docs.example.com"],
      certificate: "${certificate}",
      origins: { app: { type: "custom", domainName: "app.example.com" } },
      defaultBehavior: {
        origin: "app",
        viewerProtocolPolicy: "allow-all",
        realtimeLogConfig: "company",
        smoothStreaming: true,
      },
      logging: {
        s3: { outputFormat: "w3c", prefix: "docs", enableHiveCompatiblePath: false, suffixPath: "{yyyy}/{MM}" },
        recordFields: ["cs-method", "cs-uri-stem", "x-edge-result-type"],
      },
    },
  },
} satisfies EnvironmentInput;
`;

const first = {
  fields: '["date", "sc-status", "cs-uri-stem", "x-edge-result-type", "time-taken"]',
  suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}",
  threshold: 1,
};
const second = {
  fields: '["sc-status", "cs-uri-stem", "x-edge-result-type", "c-country", "sc-bytes"]',
  suffixPath: "{DistributionId}/{yyyy}/{MM}",
  threshold: 2,
};

const tier = `import { logCustomData, onViewerRequest } from "@featheredge/edge-sdk";

export default onViewerRequest((request) => {
  logCustomData("tier=gold " + request.path);
  console.log("seen " + request.path);
  return request;
});
`;
const sign = `import { onOriginRequest } from "@featheredge/edge-sdk";

export default onOriginRequest((request) => request);
`;

/** A real-time log configuration that the account has before the stack. */
const company = `
import boto3, json
kinesis = boto3.client("kinesis", "us-east-1")
kinesis.create_stream(StreamName="company", ShardCount=1)
stream = kinesis.describe_stream_summary(StreamName="company")["StreamDescriptionSummary"]["StreamARN"]
boto3.client("cloudfront").create_realtime_log_config(
    Name="company", SamplingRate=100, Fields=["sc-status", "cs-uri-stem"],
    EndPoints=[{"StreamType": "Kinesis", "KinesisStreamConfig": {
        "RoleARN": "arn:aws:iam::${account}:role/company", "StreamARN": stream}}])
print("{}")`;

const script = readFileSync(new URL("observed.py", import.meta.url), "utf8");
let root: string;
let origin: Server;
let loopback: Loopback;

beforeAll(async () => {
  root = projectWith({ handlers: { tier, sign } });
  origin = createServer((_, response) => response.end("hello"));
  await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
  const { port } = origin.address() as AddressInfo;
  loopback = await startProjectLoopback(root, { origins: { "app.example.com": `http://127.0.0.1:${port}` } });
  await awsTools(loopback, account).python(company);
  await apply(first);
});

afterAll(async () => {
  await loopback.close();
  origin.close();
  rmSync(root, { recursive: true });
});

const run = async (...args: string[]) => {
  const { stdout, stderr } = await succeed([...args, "--loopback"], { cwd: root });
  return stdout + stderr;
};

async function apply(changes: Parameters<typeof environment>[0]) {
  writeFileSync(join(root, "environments", "qa.ts"), environment(changes));
  return run("apply", "qa", "--yes");
}

const get = (host: string, path: string, headers: Record<string, string> = {}) =>
  requestEdge({ port: loopback.edge?.httpPort ?? 0, host, path, headers });

const observed = () => awsTools(loopback, account).python(script, "eu-west-1");

/** The files of a bucket, by key. */
const filesOf = (objects: Record<string, string>) =>
  Object.entries(objects).map(([key, data]) => ({ key, data: Buffer.from(data, "base64") }));

describe("a distribution with logs, metrics, alarms, a dashboard and queries", () => {
  it("has nothing to change in the next plan", async () => {
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
  });

  it("logs each request to the bucket as Parquet, to the log group as JSON, and to the stream", async () => {
    expect(await get("shop.example.com", "/a")).toMatchObject({ status: 200, body: "hello" });
    await get("shop.example.com", "/quiet/b");
    const bucket = `qa-shop-logs-${account}`;
    const files = async () => filesOf((await observed()).objects[bucket] ?? {});
    await expect.poll(files, { timeout: 60_000, interval: 1000 }).not.toHaveLength(0);
    const [{ key, data } = { key: "", data: Buffer.alloc(0) }] = await files();
    expect(key).toMatch(
      /^cloudfront\/DistributionId=E\w+\/year=\d{4}\/month=\d\d\/day=\d\d\/hour=\d\d\/E\w+\.[\d-]{13}\.\w+\.parquet$/,
    );
    expect(data.subarray(0, 4).toString()).toBe("PAR1");
    expect(data.toString("latin1")).toContain("viewer_request_log_data");
    const { events, records } = await observed();
    const lines = events["/aws/vendedlogs/cloudfront/qa-shop"].map((line: string) => JSON.parse(line));
    expect(lines.find((line: Record<string, string>) => line["cs-uri-stem"] === "/a")).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      "sc-status": "200",
      "cs-uri-stem": "/a",
      "x-edge-result-type": "Miss",
      "time-taken": expect.stringMatching(/^\d+\.\d{3}$/),
      "viewer-request-log-data": "tier%3Dgold%20%2Fa",
    });
    expect(records["qa-shop-realtime-logs"]).toEqual([
      expect.stringMatching(/^\d+\.\d{3}\t200\t\/a\ttier%3Dgold%20%2Fa\n$/),
    ]);
  });

  it("logs in another format to another bucket, without keys in its folders", async () => {
    await get("docs.example.com", "/guide");
    const files = async () => filesOf((await observed()).objects[`qa-docs-logs-${account}`] ?? {});
    await expect.poll(files, { timeout: 60_000, interval: 1000 }).not.toHaveLength(0);
    const [file] = await files();
    expect(file?.key).toMatch(/^docs\/\d{4}\/\d\d\/E\w+\.[\d-]{13}\.\w+\.gz$/);
    expect(gunzipSync(file?.data ?? "").toString()).toBe(
      "#Version: 1.0\n#Fields: cs-method cs-uri-stem x-edge-result-type\nGET\t/guide\tMiss\n",
    );
  });

  it("logs to the stream of a configuration that the account has, which it names", async () => {
    await get("docs.example.com", "/live");
    const records = async () => (await observed()).records.company;
    await expect.poll(records, { timeout: 30_000, interval: 500 }).toContain("200\t/live\n");
  });

  it("keeps the lines of its functions for as long as the environment says", async () => {
    const { retentions, events } = await observed();
    const group = "/aws/cloudfront/function/qa-sites-tier";
    expect(retentions).toMatchObject({ [group]: 7, "/aws/vendedlogs/cloudfront/qa-shop": 14 });
    expect(retentions["/aws/lambda/us-east-1.qa-sites-sign"]).toBe(7);
    expect(events[group].join("\n")).toMatch(/ START DistributionID: E\w+\n.* seen \/a\n.* END/);
  });

  it("has alarms that notify a topic of their region, in each region of its replicas", async () => {
    const { alarms, topics } = await observed();
    expect(Object.keys(alarms["us-east-1"]).sort()).toEqual([
      "qa-shop-5xx-error-rate",
      "qa-shop-cache-hit-rate",
      "qa-shop-certificate",
      "qa-shop-origin-latency",
      "qa-shop-qa-sites-sign-errors-us-east-1",
      "qa-shop-qa-sites-sign-throttles-us-east-1",
      "qa-shop-qa-sites-tier-compute",
      "qa-shop-qa-sites-tier-errors",
      "qa-shop-qa-sites-tier-throttles",
    ]);
    expect(alarms["eu-west-1"]).toEqual({
      "qa-shop-qa-sites-sign-errors-eu-west-1": [`arn:aws:sns:eu-west-1:${account}:qa-shop-alarms`],
      "qa-shop-qa-sites-sign-throttles-eu-west-1": [`arn:aws:sns:eu-west-1:${account}:qa-shop-alarms`],
    });
    expect(topics).toBe(2);
  });

  it("has a dashboard and saved queries", async () => {
    const { dashboards, insights, athena } = await observed();
    expect(dashboards["qa-shop"].widgets.length).toBeGreaterThan(10);
    expect(insights).toEqual([
      "qa-shop/cache-results-by-path",
      "qa-shop/custom-data",
      "qa-shop/errors-by-path",
      "qa-shop/function-errors",
      "qa-shop/function-lines",
      "qa-shop/slow-requests",
    ]);
    expect(athena).toEqual(["cache-hit-rate-by-path", "errors-by-path", "slow-requests"]);
  });

  it("changes in one apply, and logs to the same folder afterwards", async () => {
    await apply(second);
    expect(await plannedChanges(root, "qa")).toEqual([noChanges]);
    await get("shop.example.com", "/c", { "x-loopback-viewer-address": "198.51.100.7" });
    const keys = async () => Object.keys((await observed()).objects[`qa-shop-logs-${account}`]);
    const changed = expect.stringMatching(
      /^cloudfront\/DistributionId=E\w+\/year=\d{4}\/month=\d\d\/E\w+\.[\d-]{13}\.\w+\.parquet$/,
    );
    await expect.poll(keys, { timeout: 60_000, interval: 1000 }).toContainEqual(changed);
    const { events } = await observed();
    const line = JSON.parse(events["/aws/vendedlogs/cloudfront/qa-shop"].at(-1));
    expect(line).toMatchObject({ "cs-uri-stem": "/c", "c-country": "ES" });
    expect(line).not.toHaveProperty("date");
  });

  it("is destroyed, and nothing is left", async () => {
    await run("destroy", "qa", "--yes");
    await run("prune", "qa", "--wait", "5");
    const aws = awsTools(loopback, account);
    await aws.cli("cloudfront", "delete-realtime-log-config", "--name=company");
    await aws.cli("kinesis", "delete-stream", "--stream-name=company", "--region=us-east-1");
    expect(await observed()).toEqual({
      retentions: {},
      events: {},
      objects: {},
      records: {},
      deliveries: 0,
      insights: [],
      alarms: { "us-east-1": {}, "eu-west-1": {} },
      topics: 0,
      dashboards: {},
      workgroups: [],
      athena: [],
      databases: [],
    });
    expect(await leftBehind(loopback, account)).toEqual(nothing());
  });
});
