import { type MotoAnswer, type MotoRequest, ownRequest } from "../../moto/request/request.ts";
import type { LambdaLogs } from "./lambda-at-edge/logs.ts";

export interface CloudWatchLogsOptions {
  /** Sends a request to moto. */
  readonly send: (request: MotoRequest) => Promise<MotoAnswer>;
  /** Told of what could not be written, one line each. */
  readonly log: (line: string) => void;
  /** How long lines are gathered before they are written, in milliseconds. Default: 100. */
  readonly delayMs?: number;
}

/** Writes the logs of Lambda functions where AWS would, behind the requests' back. */
export interface CloudWatchLogs {
  /** Takes them and returns at once. */
  write(logs: LambdaLogs): void;
  /** Writes what was taken until now; never rejects. */
  flush(): Promise<void>;
}

/** What goes into one stream. */
interface Batch {
  readonly logs: LambdaLogs;
  readonly events: { readonly timestamp: number; readonly message: string }[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const mostEvents = 10_000;

/** Logs go to the account and region of each function, whose groups and streams are made where they are missing. */
export function createCloudWatchLogs({ send, log, delayMs = 100 }: CloudWatchLogsOptions): CloudWatchLogs {
  let waiting = new Map<string, Batch>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const made = new Set<string>();

  const call = (operation: string, body: object, to: LambdaLogs) => callLogs(send, operation, body, to);
  /** Once each; what is there already is as good as made. */
  const make = async (operation: string, body: object, to: LambdaLogs) => {
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
      for (let start = 0; start < events.length; start += mostEvents) {
        const logEvents = events.slice(start, start + mostEvents);
        const { status, text } = await call("PutLogEvents", { logGroupName, logStreamName, logEvents }, logs);
        if (status !== 200) throw new Error(`${status} ${text}`);
      }
    } catch (error) {
      // A group that a deployment destroyed is made anew the next time.
      made.clear();
      log(`could not write logs to ${logGroupName}: ${error instanceof Error ? error.message : error}`);
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
  { account, region }: LambdaLogs,
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
