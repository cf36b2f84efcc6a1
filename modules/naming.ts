import { createHash } from "node:crypto";

/**
 * One name from its parts, joined by `-`. Over `most` characters it is cut and ends in eight hexadecimal digits of the
 * whole name's hash, so that two long names that begin alike stay different.
 */
export function joinedName(parts: readonly string[], most: number): string {
  const whole = parts.join("-");
  if (whole.length <= most) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, most - hash.length - 1)}-${hash}`;
}
