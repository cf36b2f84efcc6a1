import { createHash } from "node:crypto";

/**
 * Writes a record as JSON with its checksum. Bytes become `{"$bytes":"<base64>"}` and dates `{"$date":"<ISO 8601>"}`; keys
 * keep their order.
 */
export function toJson(value: unknown): string {
  const record = wrap(value);
  return `${JSON.stringify({ sha256: checksum(record), record }, undefined, 2)}\n`;
}

/** @throws {Error} when {@link toJson} did not write this text. The message completes the sentence "… is damaged: …". */
export function fromJson(text: string): unknown {
  const read = parse(text);
  if (read?.record === undefined || read.sha256 !== checksum(read.record)) {
    throw new Error("its content does not have the checksum that it was written with");
  }
  return JSON.parse(JSON.stringify(read.record), (_, value) => {
    if (typeof value?.$bytes === "string") return new Uint8Array(Buffer.from(value.$bytes, "base64"));
    if (typeof value?.$date === "string") return new Date(value.$date);
    return value;
  });
}

function parse(text: string): { readonly sha256?: unknown; readonly record?: unknown } | null {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it is not valid JSON");
  }
}

function checksum(record: unknown): string {
  return createHash("sha256").update(JSON.stringify(record)).digest("hex");
}

function wrap(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(wrap);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wrap(member)]));
}
