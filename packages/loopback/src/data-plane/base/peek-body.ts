import { Readable } from "node:stream";

/**
 * Reads the beginning of a request's body for a function.
 * @param limit the maximum of bytes for the function
 * @returns the beginning, and a body from which everything can still be read
 */
export async function peekBody(
  body: Readable | Buffer | undefined,
  limit: number,
): Promise<{ peeked: { data: Buffer; truncated: boolean }; body: Readable | Buffer | undefined }> {
  if (body === undefined) return { peeked: { data: Buffer.alloc(0), truncated: false }, body };
  if (Buffer.isBuffer(body)) {
    return { peeked: { data: body.subarray(0, limit), truncated: body.length > limit }, body };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const iterator: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  while (size <= limit) {
    const next = await iterator.next();
    if (next.done === true) {
      const data = Buffer.concat(chunks);
      return { peeked: { data, truncated: false }, body: data };
    }
    chunks.push(next.value);
    size += next.value.length;
  }
  const begun = Buffer.concat(chunks);
  return { peeked: { data: begun.subarray(0, limit), truncated: true }, body: Readable.from(again(begun, iterator)) };
}

async function* again(begun: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield begun;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
