import { randomBytes } from "node:crypto";
import { realtimeLogFields, suffixPathOf } from "@featheredge/aws-rules";
import type { AccessLogDelivery, Deployment } from "../../deployment.ts";
import { type MotoAnswer, type MotoRequest, ownRequest } from "../../moto/request/request.ts";
import type { CloudWatchLogs } from "../functions/cloudwatch-logs.ts";
import { fieldValue } from "./field-values.ts";
import { type LogRow, logFile, logLine } from "./log-file.ts";
import type { AccessLogs, LoggedRequest } from "./logged-request.ts";

export interface AccessLogsOptions {
  readonly deployment: Pick<Deployment, "accessLogDeliveries" | "realtimeLogConfig">;
  /** Sends a request to moto. */
  readonly send: (request: MotoRequest) => Promise<MotoAnswer>;
  readonly cloudWatchLogs: Pick<CloudWatchLogs, "write">;
  /** Logs one line about a failure. */
  readonly log: (line: string) => void;
  /** How long lines are collected for one file or one call, in milliseconds. AWS collects for minutes. @default 500 */
  readonly delayMs?: number;
  /** Chooses the requests that real-time logs sample. @default `Math.random` */
  readonly random?: () => number;
}

/** The rows of one file: those of one delivery, distribution and hour. */
interface WaitingFile {
  readonly delivery: AccessLogDelivery;
  readonly distributionId: string;
  /** The hour of the requests: `2026-11-29-16`. */
  readonly hour: string;
  readonly rows: LogRow[];
}

interface WaitingRecords {
  readonly stream: string;
  readonly records: { readonly Data: string; readonly PartitionKey: string }[];
}

/**
 * Writes standard logs to buckets and log groups, and real-time logs to Kinesis streams, as the deliveries and real-time
 * log configurations in the deployment say.
 */
export function createAccessLogs(options: AccessLogsOptions): AccessLogs {
  const { deployment, send, cloudWatchLogs, log, delayMs = 500, random = Math.random } = options;
  let files = new Map<string, WaitingFile>();
  let streams = new Map<string, WaitingRecords>();
  let timer: NodeJS.Timeout | undefined;
  let delivering = Promise.resolve();

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const work = [
      ...Array.from(files.values(), (file) => () => putFile(send, file)),
      ...Array.from(streams.values(), (stream) => () => putRecords(send, stream)),
    ];
    files = new Map();
    streams = new Map();
    delivering = delivering.then(async () => {
      for (const step of work) {
        await step().catch((error: Error) => log(`Could not deliver access logs: ${error.message}`));
      }
    });
    return delivering;
  };
  const wait = () => {
    timer ??= setTimeout(() => void flush(), delayMs).unref();
  };
  const writeStandard = (request: LoggedRequest) => {
    const { arn, id } = request.distribution.deployed;
    for (const delivery of deployment.accessLogDeliveries(arn)) {
      const row = delivery.recordFields.map((field) => fieldValue(field, request));
      if (delivery.type === "CWL") {
        cloudWatchLogs.write(toLogGroup(delivery, id, logLine(delivery, row), request.endedAt));
      } else if (delivery.type === "S3") {
        const hour = new Date(request.endedAt).toISOString().slice(0, 13).replace("T", "-");
        const key = [delivery.resourceArn, delivery.suffixPath, delivery.recordFields, id, hour].join(" ");
        const file = files.get(key) ?? { delivery, distributionId: id, hour, rows: [] };
        files.set(key, file);
        file.rows.push(row);
        wait();
      } else {
        log(`Access logs of ${id} are not delivered: Firehose is not emulated.`);
      }
    }
  };
  const writeRealtime = (request: LoggedRequest) => {
    const config = deployment.realtimeLogConfig(realtimeConfigOf(request) ?? "");
    const stream = config?.EndPoints?.[0]?.KinesisStreamConfig?.StreamARN;
    if (config === undefined || stream === undefined || random() * 100 >= (config.SamplingRate ?? 100)) return;
    // CloudFront writes fields in the order of its documentation, whatever the order in the configuration.
    const fields = realtimeLogFields.filter((field) => config.Fields?.includes(field));
    const line = `${fields.map((field) => fieldValue(field, request)).join("\t")}\n`;
    const waiting = streams.get(stream) ?? { stream, records: [] };
    streams.set(stream, waiting);
    waiting.records.push({ Data: Buffer.from(line).toString("base64"), PartitionKey: request.trace.id });
    wait();
  };
  return {
    write(request) {
      writeStandard(request);
      writeRealtime(request);
    },
    flush,
  };
}

/** The real-time log configuration of the behavior that served a request. */
function realtimeConfigOf({ distribution, trace }: LoggedRequest): string | undefined {
  const { DefaultCacheBehavior, CacheBehaviors } = distribution.deployed.config;
  const index = trace.behavior?.index ?? "default";
  const behavior = index === "default" ? DefaultCacheBehavior : CacheBehaviors?.Items?.[index];
  return behavior?.RealtimeLogConfigArn || undefined;
}

function toLogGroup(delivery: AccessLogDelivery, distributionId: string, message: string, timestamp: number) {
  const [, , , region = "", account = ""] = delivery.resourceArn.split(":");
  const logGroupName = delivery.resourceArn.split(":log-group:")[1]?.replace(/:\*$/, "") ?? "";
  const logStreamName = `CloudFront_${distributionId}`;
  return { account, region, logGroupName, logStreamName, lines: [{ timestamp, message }] };
}

/**
 * The key of a file in its bucket.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#send-logs-s3
 */
function logFileKey({ delivery, distributionId, hour }: Omit<WaitingFile, "rows">, extension: string): string {
  const { account, suffixPath, enableHiveCompatiblePath, resourceArn } = delivery;
  const [yyyy = "", MM = "", dd = "", HH = ""] = hour.split("-");
  const folder = suffixPathOf(suffixPath, enableHiveCompatiblePath, {
    DistributionId: distributionId,
    distributionid: distributionId.toLowerCase(),
    "account-id": account,
    accountid: account,
    yyyy,
    MM,
    dd,
    HH,
  });
  const prefix = resourceArn.split(":::")[1]?.split("/").slice(1).join("/") ?? "";
  const name = `${distributionId}.${hour}.${randomBytes(4).toString("hex")}.${extension}`;
  return [prefix, folder, name]
    .map((part) => part.replace(/^\/+|\/+$/g, ""))
    .filter(Boolean)
    .join("/");
}

async function putFile(send: AccessLogsOptions["send"], file: WaitingFile): Promise<void> {
  const { delivery, rows } = file;
  const { extension, data } = logFile(delivery, rows);
  const bucket = delivery.resourceArn.split(":::")[1]?.split("/")[0] ?? "";
  const key = logFileKey(file, extension).split("/").map(encodeURIComponent).join("/");
  const request = ownRequest({
    account: delivery.account,
    region: "us-east-1",
    service: "s3",
    method: "PUT",
    path: `/${bucket}/${key}`,
  });
  const { status, body } = await send({ ...request, body: data });
  if (status !== 200) throw new Error(`s3://${bucket}: ${status} ${body.toString().slice(0, 300)}`);
}

/** The most records of one call: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const maxRecords = 500;

async function putRecords(send: AccessLogsOptions["send"], { stream, records }: WaitingRecords): Promise<void> {
  const [, , , region = "", account = ""] = stream.split(":");
  for (let start = 0; start < records.length; start += maxRecords) {
    const Records = records.slice(start, start + maxRecords);
    const body = JSON.stringify({ StreamARN: stream, StreamName: stream.split("/")[1], Records });
    const request = ownRequest({ account, region, service: "kinesis", method: "POST", path: "/", body });
    const type = ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202.PutRecords"];
    const answer = await send({ ...request, headers: [...request.headers, ...type] });
    if (answer.status !== 200) throw new Error(`${stream}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
  }
}
