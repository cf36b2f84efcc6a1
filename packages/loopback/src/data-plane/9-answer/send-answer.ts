import type { ServerResponse } from "node:http";
import type { Http2ServerResponse } from "node:http2";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Answer } from "../base/answer.ts";
import { bodyLength, discardBody, openBody } from "../base/body.ts";
import { edgeLocation } from "../base/request-id.ts";
import { type HeaderList, headerOf, toRaw } from "../http/headers.ts";

export type ViewerResponse = ServerResponse | Http2ServerResponse;

/**
 * Sends an answer, with the headers that CloudFront adds to every response.
 * @param via the Via header; undefined if no distribution answers
 * @returns the headers, the bytes of the body that were sent, and whether it was cut short
 */
export async function sendAnswer(
  response: ViewerResponse,
  answer: Answer,
  method: string,
  id: string,
  via: string | undefined,
): Promise<{ bytes: number; aborted: boolean; headers: HeaderList }> {
  const headers = completeHeaders(answer, method, id, via);
  writeHead(response, answer, headers);
  const { body } = answer;
  if (body === undefined || method === "HEAD" || answer.status === 204 || answer.status === 304) {
    discardBody(body);
    response.end();
    return { bytes: 0, aborted: false, headers };
  }
  const opened = openBody(body);
  if (Buffer.isBuffer(opened)) {
    response.end(opened);
    return { bytes: opened.length, aborted: false, headers };
  }
  const stream = opened;
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(counted(), { objectMode: false }), response as NodeJS.WritableStream);
    return { bytes, aborted: false, headers };
  } catch {
    // The headers have been sent, so closing the connection is the only way to show that the body is incomplete.
    response.destroy();
    return { bytes, aborted: true, headers };
  }
}

function completeHeaders(answer: Answer, method: string, id: string, via: string | undefined): HeaderList {
  const { body, headers: given, status } = answer;
  const headers: (readonly [string, string])[] = [...given];
  const length = body === undefined ? undefined : bodyLength(body);
  const measured = method !== "HEAD" && status !== 204 && status !== 304 && length !== undefined;
  if (measured && headerOf(given, "content-length") === undefined) headers.push(["Content-Length", String(length)]);
  headers.push(["X-Cache", answer.xCache]);
  if (via !== undefined) headers.push(["Via", via]);
  headers.push(["X-Amz-Cf-Pop", edgeLocation], ["X-Amz-Cf-Id", id]);
  if (answer.age !== undefined) headers.push(["Age", String(answer.age)]);
  if (answer.close === true) headers.push(["Connection", "close"]);
  return headers;
}

function writeHead(response: ViewerResponse, { status, statusText }: Answer, headers: HeaderList): void {
  response.sendDate = false;
  if ("createPushResponse" in response) {
    const byName: Record<string, string[]> = {};
    for (const [name, value] of headers) {
      const lower = name.toLowerCase();
      // https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2
      if (lower === "connection") continue;
      byName[lower] ??= [];
      byName[lower].push(value);
    }
    response.writeHead(status, byName);
    return;
  }
  if (statusText === undefined || !reasonPhrase.test(statusText)) response.writeHead(status, toRaw(headers));
  else response.writeHead(status, statusText, toRaw(headers));
}

/** Valid reason phrases. Others are omitted, as HTTP/2 omits all: https://www.rfc-editor.org/rfc/rfc9112#section-4 */
const reasonPhrase = /^[\t\x20-\x7e\x80-\xff]+$/;
