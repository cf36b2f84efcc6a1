import { Readable } from "node:stream";
import type { OriginResponse } from "../../base/origin.ts";
import type { HeaderList } from "../../http/headers.ts";

/** An error of S3's REST endpoint: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(status: number, code: string, message: string, method = "GET"): OriginResponse {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return xmlError(status, xml, method);
}

/** An error of S3's REST endpoint from its XML document, which S3 sends in chunks, without its length. */
export function xmlError(status: number, xml: string, method: string): OriginResponse {
  return ownResponse(
    status,
    "application/xml",
    method === "HEAD" ? [] : [["Transfer-Encoding", "chunked"]],
    xml,
    method,
  );
}

/** A response with a text, and with its length. */
export function textResponse(status: number, type: string, text: string, method: string): OriginResponse {
  const length = Buffer.byteLength(method === "HEAD" ? "" : text);
  return ownResponse(status, type, [["Content-Length", String(length)]], text, method);
}

function ownResponse(status: number, type: string, framing: HeaderList, text: string, method: string): OriginResponse {
  const body = Buffer.from(method === "HEAD" ? "" : text);
  return {
    status,
    statusText: undefined,
    headers: [["Content-Type", type], ...framing, ["Server", "AmazonS3"]],
    body: Readable.from(body.length === 0 ? [] : [body]),
  };
}
