import type { Readable } from "node:stream";
import type { ByteRange } from "../http/ranges.ts";
import type { Spool } from "./spool.ts";

/** The body of an answer: in memory, stored by the cache, or streamed from the origin. */
export type Body =
  | { readonly kind: "buffer"; readonly data: Buffer }
  | { readonly kind: "spool"; readonly spool: Spool; readonly length: number | undefined }
  | { readonly kind: "stream"; readonly stream: Readable; readonly length: number | undefined };

/** @returns bytes; undefined if the length is not known yet */
export function bodyLength(body: Body): number | undefined {
  if (body.kind === "buffer") return body.data.length;
  if (body.kind === "spool" && body.spool.state === "complete") return body.spool.size;
  return body.length;
}

/** The body's bytes, or those of one range. They are a buffer if they are in memory, otherwise a stream. */
export function openBody(body: Body, range?: ByteRange): Buffer | AsyncIterable<Buffer> {
  const whole = body.kind === "buffer" ? body.data : body.kind === "spool" ? body.spool.buffer : undefined;
  if (whole !== undefined) return range === undefined ? whole : whole.subarray(range.start, range.end);
  if (body.kind === "spool") return body.spool.read(range?.start, range?.end);
  if (body.kind !== "stream") return Buffer.alloc(0);
  return range === undefined ? body.stream : cut(body.stream, range);
}

/** Bytes of a discarded body that are read to the end, so that the origin's connection can be reused. */
const drainedBytes = 64 * 1024;

/** Frees the resources of a body that is not sent, above all the origin's connection. */
export function discardBody(body: Body | undefined): void {
  if (body?.kind !== "stream") return;
  const { stream } = body;
  let left = drainedBytes;
  stream.on("error", () => undefined);
  stream.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) stream.destroy();
  });
}

async function* cut(stream: AsyncIterable<Buffer>, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const chunk of stream) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end - position, chunk.length);
    if (from < to) yield chunk.subarray(from, to);
    position += chunk.length;
    if (position >= end) return;
  }
}
