import { createHash } from "node:crypto";

/** Hexadecimal digits of the SHA-256 that are kept: 64 bits find every accidental change. */
const digits = 16;

/** One line of text with its checksum before it, so that a changed or cut line is noticed when it is read. */
export function sealLine(text: string): string {
  return `${checksum(text)} ${text}\n`;
}

/**
 * Reads a line that {@link sealLine} made, without its line break.
 * @returns the text; `undefined` when its checksum differs.
 */
export function unsealLine(line: string): string | undefined {
  const text = line.slice(digits + 1);
  return line[digits] === " " && line.slice(0, digits) === checksum(text) ? text : undefined;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
