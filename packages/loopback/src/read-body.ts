import type { IncomingMessage } from "node:http";

/** The body of a request is larger than the limit. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/**
 * Reads a request's body into memory. Bytes beyond the limit are read and discarded, so that the client can read the
 * answer.
 * @param limit - The largest length that is read, in bytes.
 * @throws {BodyTooLargeError} as soon as the body is known to be larger.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = Number(request.headers["content-length"] ?? 0);
  if (length <= limit) {
    length = 0;
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > limit) break;
      chunks.push(chunk);
    }
  }
  if (length <= limit) return Buffer.concat(chunks);
  request.resume();
  throw new BodyTooLargeError(`The request's body has more than ${limit} bytes, the most that the loopback reads.`);
}
