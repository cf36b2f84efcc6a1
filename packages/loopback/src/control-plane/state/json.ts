/**
 * JSON of a record, in which bytes are `{"$bytes":"<base64>"}` and dates `{"$date":"<ISO 8601>"}`; keys stay in their
 * order.
 */
export function toJson(value: unknown): string {
  return `${JSON.stringify(wrap(value), undefined, 2)}\n`;
}

/** @throws SyntaxError when the text is no JSON. */
export function fromJson(text: string): unknown {
  return JSON.parse(text, (_, value) => {
    if (typeof value?.$bytes === "string") return new Uint8Array(Buffer.from(value.$bytes, "base64"));
    if (typeof value?.$date === "string") return new Date(value.$date);
    return value;
  });
}

function wrap(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return value.map(wrap);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wrap(member)]));
}
