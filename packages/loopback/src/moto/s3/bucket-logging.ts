import { headerOf, type MotoAnswer, type MotoRequest, withBody } from "../request/request.ts";
import { s3AddressOf } from "./s3-address.ts";

type Ask = (request: MotoRequest) => Promise<MotoAnswer>;

/** The configurations of buckets' server access logs, which moto does not get. */
export interface BucketLogging {
  /** Sends a request to moto, except for requests about a bucket's logging, which it answers. */
  readonly ask: Ask;
  /** Forgets all configurations, before the journal is replayed. */
  forget(): void;
}

/**
 * Keeps the logging configurations of buckets away from moto, which would write a log for each request, reads included.
 * A log's name depends on moto's clock and random numbers, so replaying the journal would make other objects than before,
 * and a bucket that its client emptied and deleted would stay. S3 delivers logs within hours, and without a guarantee;
 * here none is written. moto's check that the log delivery group may write to the target bucket is not made.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html#LogDeliveryBestEffort
 */
export function keepBucketLogging(send: Ask): BucketLogging {
  const configurations = new Map<string, Buffer>();
  return {
    async ask(request) {
      const address = s3AddressOf(request);
      if (address === undefined || address.key !== "") return send(request);
      const { bucket, query } = address;
      if (!query.has("logging")) {
        const answer = await send(request);
        const isDeleted = request.method === "DELETE" && [...query.keys()].every((name) => name === "x-id");
        if (isDeleted && answer.status < 300) configurations.delete(bucket);
        return answer;
      }
      if (request.method === "PUT") return put(request, bucket);
      const answer = await send(request);
      const body = configurations.get(bucket);
      const isRead = request.method === "GET" && answer.status === 200;
      return body === undefined || !isRead ? answer : { ...answer, body, headers: ["Content-Type", "application/xml"] };
    },
    forget: () => configurations.clear(),
  };

  async function put(request: MotoRequest, bucket: string): Promise<MotoAnswer> {
    const text = request.body.toString();
    const target = /<TargetBucket>\s*([a-z0-9.-]{3,63})\s*<\/TargetBucket>/.exec(text)?.[1];
    const isMalformed = target === undefined && text.includes("<LoggingEnabled");
    const answer = await send(isMalformed ? request : withBody(request, disabled));
    if (answer.status >= 300) return answer;
    if (target === undefined) {
      configurations.delete(bucket);
      return answer;
    }
    const { status } = await send(headOf(request, target));
    if (status >= 300) return invalidTarget(answer);
    configurations.set(bucket, request.body);
    return answer;
  }
}

/** The configuration without logging. moto fails on the element without an attribute. */
const disabled = '<BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>';

function headOf(request: MotoRequest, bucket: string): MotoRequest {
  const kept = ["authorization", "x-moto-account-id"].flatMap((name) => {
    const value = headerOf(request, name);
    return value === undefined ? [] : [name, value];
  });
  return { method: "HEAD", path: `/${bucket}`, headers: ["Host", "s3.amazonaws.com", ...kept], body: Buffer.alloc(0) };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function invalidTarget(answer: MotoAnswer): MotoAnswer {
  const error =
    "<Code>InvalidTargetBucketForLogging</Code><Message>The target bucket for logging does not exist.</Message>";
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${error}</Error>`);
  return { ...answer, status: 400, statusMessage: "Bad Request", headers: ["Content-Type", "application/xml"], body };
}
