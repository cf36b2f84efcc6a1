import type { IncomingMessage } from "node:http";

/** A request's body is larger than what answers it reads. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/**
 * Reads a request's body into memory. What a client sends beyond the limit is discarded as it comes, so that the client
 * can read the answer.
 * @param limit - In bytes.
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
