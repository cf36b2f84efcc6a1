import { randomFillSync } from "node:crypto";

/** The emulated edge location, as `X-Amz-Cf-Pop` names it. */
export const edgeLocation = "LOC1-P1";

const bytesPerId = 39;
const pool = Buffer.alloc(bytesPerId * 128);
let used = pool.length;

/** A new request id in the format of `X-Amz-Cf-Id`: 52 characters of base64url, then `==`. */
export function requestId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytesPerId;
  return `${pool.toString("base64url", used - bytesPerId, used)}==`;
}
