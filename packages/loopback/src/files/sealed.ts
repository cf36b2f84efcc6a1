import { createHash } from "node:crypto";

/** The number of hexadecimal digits of the SHA-256 that are kept: 64 bits detect every accidental change. */
const digits = 16;

/** Prefixes a line of text with its checksum, so that a changed or truncated line is detected when it is read. */
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
