import type { IncomingMessage, ServerResponse } from "node:http";
import { StorageError } from "../files/storage-error.ts";
import { BodyTooLargeError } from "../read-body.ts";
import { EndedRun } from "../runs/runs.ts";
import { type AwsError, sendAwsError, storageErrorCode } from "./aws-error.ts";
import { s3HostOf } from "./s3/s3-address.ts";
import { MotoEndedError } from "./server/moto-ended.ts";

/**
 * Answers a client whose request moto did not answer.
 * @param log - Called with one line for each failure that was not reported before.
 */
export function answerError(
  error: Error,
  request: IncomingMessage,
  response: ServerResponse,
  log: (line: string) => void,
): void {
  const awsError = awsErrorOf(error, request.headers.host ?? "");
  if (!(error instanceof MotoEndedError)) {
    if (error instanceof StorageError) log(error.message);
    else if (awsError === undefined) log(`moto did not answer for ${request.headers.host}: ${error.message}`);
  }
  if (response.headersSent) {
    response.destroy();
  } else if (awsError === undefined) {
    response.writeHead(502, { "content-type": "text/plain" }).end(`moto did not answer: ${error.message}\n`);
  } else {
    sendAwsError(request, response, awsError);
  }
}

/**
 * Chooses a status that clients do not retry: Terraform retries 500, 502, 503 and 504 for hours, and none of these errors
 * goes away by itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html for S3's code and status
 */
function awsErrorOf(error: Error, host: string): AwsError | undefined {
  const { message } = error;
  if (error instanceof BodyTooLargeError) {
    return s3HostOf(host) === undefined
      ? { status: 413, code: "RequestEntityTooLargeException", message }
      : { status: 400, code: "EntityTooLarge", message };
  }
  if (error instanceof StorageError) return { status: 507, code: storageErrorCode, message };
  if (error instanceof EndedRun) return { status: 403, code: "AccessDenied", message };
  return error instanceof MotoEndedError ? { status: 501, code: "MotoEnded", message } : undefined;
}
