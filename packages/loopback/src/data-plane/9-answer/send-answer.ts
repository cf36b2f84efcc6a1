import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Http2ServerResponse } from "node:http2";
import { Readable, type Writable } from "node:stream";
import type { Answer } from "../base/answer.ts";
import { bodyLength, discardBody, openBody } from "../base/body.ts";
import { edgeLocation } from "../base/request-id.ts";
import { type HeaderList, headerOf, toRaw } from "../http/headers.ts";
import { repeatedHeader } from "../http/repeated-headers.ts";

export type ViewerResponse = ServerResponse | Http2ServerResponse;

/** The headers, the bytes of the body that were sent, and whether it was cut short. */
export interface SentAnswer {
  readonly bytes: number;
  readonly aborted: boolean;
  readonly headers: HeaderList;
}

/**
 * Sends an answer, with the headers that CloudFront adds to every response.
 * @param via the Via header; undefined if no distribution answers
 * @returns no promise for a body that is in memory
 * @throws Error if HTTP can't carry the headers
 */
export function sendAnswer(
  response: ViewerResponse,
  answer: Answer,
  method: string,
  id: string,
  via: string | undefined,
): Promise<SentAnswer> | SentAnswer {
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
  return streamAnswer(response, opened, headers);
}

async function streamAnswer(
  response: ViewerResponse,
  opened: AsyncIterable<Buffer>,
  headers: HeaderList,
): Promise<SentAnswer> {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
  };
  const complete = opened instanceof Readable ? pipe(opened, response, count) : writeAll(opened, response, count);
  const aborted = !(await complete);
  // The headers have been sent, so closing the connection is the only way to show that the body is incomplete.
  if (aborted) response.destroy();
  return { bytes, aborted, headers };
}

/**
 * Sends a stream as it comes. `pipeline` of node:stream does the same, but takes as long as all other work of an answer.
 * @returns false if the viewer went away, or the stream broke off
 */
function pipe(stream: Readable, viewer: ViewerResponse, count: (chunk: Buffer) => void): Promise<boolean> {
  const response = writableOf(viewer);
  return new Promise((resolve) => {
    let isWritten = false;
    const settle = (complete: boolean) => {
      if (!complete) stream.destroy();
      resolve(complete);
    };
    const resume = () => stream.resume();
    response.on("drain", resume);
    response.once("finish", () => settle(isSent(response)));
    response.once("close", () => settle(isSent(response)));
    response.once("error", () => settle(false));
    stream.on("data", (chunk: Buffer) => {
      count(chunk);
      if (!response.write(chunk)) stream.pause();
    });
    stream.once("end", () => {
      isWritten = true;
      response.end();
    });
    stream.once("error", () => settle(false));
    stream.once("close", () => {
      if (!isWritten) settle(false);
    });
    if (isGone(viewer) || stream.destroyed) settle(false);
  });
}

/** Sends chunks as they come. @returns false if the viewer went away, or the chunks broke off */
async function writeAll(
  chunks: AsyncIterable<Buffer>,
  viewer: ViewerResponse,
  count: (chunk: Buffer) => void,
): Promise<boolean> {
  const response = writableOf(viewer);
  const ended = new Promise<boolean>((resolve) => {
    response.once("finish", () => resolve(isSent(response)));
    response.once("close", () => resolve(isSent(response)));
    response.once("error", () => resolve(false));
  });
  try {
    for await (const chunk of chunks) {
      if (isGone(viewer)) return false;
      count(chunk);
      if (response.write(chunk)) continue;
      const isOpen = await Promise.race([once(response, "drain").then(() => true), ended.then(() => false)]);
      if (!isOpen) return false;
    }
  } catch {
    return false;
  }
  if (isGone(viewer)) return false;
  response.end();
  return ended;
}

/** The methods that both kinds of responses have: TypeScript can't call them on the union of the two types. */
function writableOf(response: ViewerResponse): Writable {
  return response as Writable;
}

/** True if the whole response was sent. HTTP/2 emits "finish" also when the viewer leaves a response that has not ended. */
function isSent(response: Writable): boolean {
  return response.writableEnded && response.writableFinished;
}

/** True if the viewer left. Then no further event comes: HTTP/2's response has no `destroyed`, but its stream does. */
function isGone(response: ViewerResponse): boolean {
  return "stream" in response ? response.stream.destroyed : response.destroyed;
}

function completeHeaders(answer: Answer, method: string, id: string, via: string | undefined): HeaderList {
  const { body, headers: given, status } = answer;
  const headers: (readonly [string, string])[] = [...given];
  const length = body === undefined ? undefined : bodyLength(body);
  const measured = method !== "HEAD" && status !== 204 && status !== 304 && length !== undefined;
  if (measured && headerOf(given, "content-length") === undefined) headers.push(["Content-Length", String(length)]);
  headers.push(repeatedHeader("X-Cache", answer.xCache));
  if (via !== undefined) headers.push(repeatedHeader("Via", via));
  headers.push(popHeader, ["X-Amz-Cf-Id", id]);
  if (answer.age !== undefined) headers.push(repeatedHeader("Age", String(answer.age)));
  if (answer.close === true) headers.push(["Connection", "close"]);
  return headers;
}

const popHeader = ["X-Amz-Cf-Pop", edgeLocation] as const;

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
