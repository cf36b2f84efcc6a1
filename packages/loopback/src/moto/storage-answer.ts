import type { IncomingMessage, ServerResponse } from "node:http";

/** The error code that clients see. AWS has none for this: its disks are not full. */
export const storageErrorCode = "InsufficientStorage";

/**
 * Answers that a write could not be kept, in the error format of the request's protocol. The AWS SDKs retry 500, 502,
 * 503 and 504, for hours in Terraform's case; with 507 the client reports the message at once.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export function send507(request: IncomingMessage, response: ServerResponse, message: string): void {
  const { host = "", "content-type": type = "" } = request.headers;
  // JSON protocols have a JSON body, except that Lambda's may be empty or a file.
  const isJson = type.includes("json") || "x-amz-target" in request.headers || /^lambda\./.test(host);
  if (isJson) {
    response
      .writeHead(507, { "content-type": "application/json", "x-amzn-errortype": storageErrorCode })
      .end(JSON.stringify({ __type: storageErrorCode, message }));
    return;
  }
  const error = `<Error><Code>${storageErrorCode}</Code><Message>${escapeXml(message)}</Message></Error>`;
  // S3 has the error as the document; the query protocols wrap it.
  const isS3 = /(^|\.)s3[.-]/.test(host);
  response
    .writeHead(507, { "content-type": "application/xml" })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${isS3 ? error : `<ErrorResponse>${error}</ErrorResponse>`}`);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
