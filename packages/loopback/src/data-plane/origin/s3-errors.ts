import { Readable } from "node:stream";
import type { OriginResponse } from "./send.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function s3Error(status: number, code: string, message: string): OriginResponse {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return textResponse(status, "application/xml", xml, "GET");
}

/** An answer that S3 makes by itself. */
export function textResponse(status: number, type: string, text: string, method: string): OriginResponse {
  const body = Buffer.from(method === "HEAD" ? "" : text);
  return {
    status,
    statusText: undefined,
    headers: [
      ["Content-Type", type],
      ["Content-Length", String(body.length)],
      ["Server", "AmazonS3"],
    ],
    body: Readable.from(body.length === 0 ? [] : [body]),
  };
}
