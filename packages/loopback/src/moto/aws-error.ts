import type { IncomingMessage, ServerResponse } from "node:http";

/** The error code of a write that can't be kept. AWS has no code for this, because its disks never fill up. */
export const storageErrorCode = "InsufficientStorage";

/** An error that the loopback answers instead of a service. */
export interface AwsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * Answers with an error in the format of the request's protocol, so that AWS's clients report its code and message.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export function sendAwsError(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message }: AwsError,
): void {
  const { host = "", "content-type": type = "" } = request.headers;
  // JSON protocols have a JSON body, except for Lambda's, which may be empty or a file.
  const isJson = type.includes("json") || "x-amz-target" in request.headers || /^lambda\./.test(host);
  if (isJson) {
    response
      .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": code })
      .end(JSON.stringify({ __type: code, message }));
    return;
  }
  const error = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  // In S3 the error is the whole document; query protocols wrap it.
  const isS3 = /(^|\.)s3[.-]/.test(host);
  response
    .writeHead(status, { "content-type": "application/xml" })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${isS3 ? error : `<ErrorResponse>${error}</ErrorResponse>`}`);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
