import { Readable } from "node:stream";
import type { Answer } from "../base/answer.ts";
import { type Body, bodyLength, discardBody, openBody } from "../base/body.ts";
import { isNotModified, rangeHolds } from "../http/entity-tags.ts";
import { type HeaderList, headerOf, withHeader, withoutHeaders } from "../http/headers.ts";
import { type ByteRange, parseRanges } from "../http/ranges.ts";

/** Headers that a 304 does not need: https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5 */
const contentHeaders: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-language",
  "content-length",
  "content-range",
  "content-type",
]);

/**
 * Makes the answer that the viewer asked for from a whole one: 304 if the viewer has it already, 206 for ranges of it.
 * @param viewer the request's headers
 * @param boundary separates the parts of several ranges; must not occur in the body
 * @param now milliseconds since 1970
 */
export function partialAnswer(
  answer: Answer,
  method: string,
  viewer: HeaderList,
  boundary: string,
  now: number,
): Answer {
  if (answer.status !== 200 || (method !== "GET" && method !== "HEAD")) return answer;
  if (isNotModified(viewer, answer.headers, now)) {
    discardBody(answer.body);
    return {
      ...answer,
      status: 304,
      statusText: undefined,
      headers: withoutHeaders(answer.headers, contentHeaders),
      body: undefined,
    };
  }
  const range = method === "GET" ? headerOf(viewer, "range") : undefined;
  const { body } = answer;
  if (range === undefined || body === undefined || !rangeHolds(viewer, answer.headers)) return answer;
  const size = bodyLength(body);
  // Without the origin's Content-Length, ranges are possible only when the whole body has arrived.
  if (size === undefined) return answer;
  const ranges = parseRanges(range, size);
  if (ranges === "whole") return answer;
  if (ranges === "unsatisfiable") return unsatisfiable(answer, size);
  const [first] = ranges;
  if (ranges.length === 1 && first !== undefined) return oneRange(answer, body, first, size);
  // A stream can be read only once; several ranges need a stored body.
  return body.kind === "stream" ? answer : severalRanges(answer, body, ranges, size, boundary);
}

function oneRange(answer: Answer, body: Body, range: ByteRange, size: number): Answer {
  const length = range.end - range.start;
  const headers = withHeader(answer.headers, "Content-Length", String(length));
  return {
    ...answer,
    status: 206,
    statusText: undefined,
    headers: [...headers, ["Content-Range", contentRange(range, size)]],
    body: bodyOf(openBody(body, range), length),
  };
}

function severalRanges(
  answer: Answer,
  body: Body,
  ranges: readonly ByteRange[],
  size: number,
  boundary: string,
): Answer {
  const type = headerOf(answer.headers, "content-type");
  const pieces = ranges.map((range) => {
    const head = `\r\n--${boundary}\r\n${type === undefined ? "" : `Content-Type: ${type}\r\n`}Content-Range: ${contentRange(range, size)}\r\n\r\n`;
    return { range, head: Buffer.from(head) };
  });
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const length = pieces.reduce((sum, { range, head }) => sum + head.length + range.end - range.start, tail.length);
  async function* parts(): AsyncGenerator<Buffer> {
    for (const { range, head } of pieces) {
      yield head;
      const opened = openBody(body, range);
      if (Buffer.isBuffer(opened)) yield opened;
      else yield* opened;
    }
    yield tail;
  }
  const headers = withHeader(answer.headers, "Content-Length", String(length));
  return {
    ...answer,
    status: 206,
    statusText: undefined,
    headers: withHeader(headers, "Content-Type", `multipart/byteranges; boundary=${boundary}`),
    body: bodyOf(parts(), length),
  };
}

function unsatisfiable(answer: Answer, size: number): Answer {
  discardBody(answer.body);
  return {
    ...answer,
    status: 416,
    statusText: undefined,
    headers: [
      ...withoutHeaders(answer.headers, contentHeaders),
      ["Content-Range", `bytes */${size}`],
      ["Content-Length", "0"],
    ],
    body: undefined,
  };
}

function bodyOf(opened: Buffer | AsyncIterable<Buffer>, length: number): Body {
  if (Buffer.isBuffer(opened)) return { kind: "buffer", data: opened };
  return { kind: "stream", stream: Readable.from(opened, { objectMode: false }), length };
}

function contentRange({ start, end }: ByteRange, size: number): string {
  return `bytes ${start}-${end - 1}/${size}`;
}
