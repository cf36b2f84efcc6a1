import { type MotoAnswer, type MotoRequest, ownRequest } from "../../moto/request/request.ts";
import type { LambdaLogs } from "./lambda-at-edge/logs.ts";

/** Lines for one log stream. */
type LogLines = Pick<LambdaLogs, "account" | "region" | "logGroupName" | "logStreamName" | "lines">;

export interface CloudWatchLogsOptions {
  /** Sends a request to moto. */
  readonly send: (request: MotoRequest) => Promise<MotoAnswer>;
  /** Logs one line about an error. */
  readonly log: (line: string) => void;
  /** How long lines are collected before they are written, in milliseconds. @default 100 */
  readonly delayMs?: number;
}

/** Writes the logs of Lambda functions and of requests to CloudWatch Logs in the background. */
export interface CloudWatchLogs {
  /** Queues logs and returns at once. */
  write(logs: LogLines): void;
  /** Writes everything that is queued. Never rejects. */
  flush(): Promise<void>;
}

/** The queued lines of one log stream. */
interface Batch {
  readonly logs: LogLines;
  readonly events: { readonly timestamp: number; readonly message: string }[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const maxEventsPerRequest = 10_000;

/** Logs go to the account and region of each function. Missing log groups and streams are created. */
export function createCloudWatchLogs({ send, log, delayMs = 100 }: CloudWatchLogsOptions): CloudWatchLogs {
  let waiting = new Map<string, Batch>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const made = new Set<string>();

  const call = (operation: string, body: object, to: LogLines) => callLogs(send, operation, body, to);
  /** Creates a group or stream once. It may already exist. */
  const make = async (operation: string, body: object, to: LogLines) => {
    const key = [to.account, to.region, operation, JSON.stringify(body)].join(" ");
    if (made.has(key)) return;
    const { status, text } = await call(operation, body, to);
    if (status !== 200 && !text.includes("ResourceAlreadyExistsException")) throw new Error(`${status} ${text}`);
    made.add(key);
  };
  const writeBatch = async ({ logs, events }: Batch) => {
    const { logGroupName, logStreamName } = logs;
    try {
      await make("CreateLogGroup", { logGroupName }, logs);
      await make("CreateLogStream", { logGroupName, logStreamName }, logs);
      for (let start = 0; start < events.length; start += maxEventsPerRequest) {
        const logEvents = events.slice(start, start + maxEventsPerRequest);
        const { status, text } = await call("PutLogEvents", { logGroupName, logStreamName, logEvents }, logs);
        if (status !== 200) throw new Error(`${status} ${text}`);
      }
    } catch (error) {
      // A deployment may have deleted the group: it is created again the next time.
      made.clear();
      log(`Could not write logs to ${logGroupName}: ${error instanceof Error ? error.message : error}`);
    }
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const batches = [...waiting.values()];
    waiting = new Map();
    writing = writing.then(async () => {
      for (const batch of batches) await writeBatch(batch);
    });
    return writing;
  };
  return {
    write(logs) {
      const key = [logs.account, logs.region, logs.logGroupName, logs.logStreamName].join(" ");
      const batch = waiting.get(key) ?? { logs, events: [] };
      waiting.set(key, batch);
      batch.events.push(...logs.lines);
      timer ??= setTimeout(() => void flush(), delayMs).unref();
    },
    flush,
  };
}

async function callLogs(
  send: CloudWatchLogsOptions["send"],
  operation: string,
  body: object,
  { account, region }: LogLines,
): Promise<{ status: number; text: string }> {
  const request = ownRequest({
    account,
    region,
    service: "logs",
    path: "/",
    method: "POST",
    body: JSON.stringify(body),
  });
  const type = ["Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", `Logs_20140328.${operation}`];
  const answer = await send({ ...request, headers: [...request.headers, ...type] });
  return { status: answer.status, text: answer.body.toString() };
}
