import { InvalidResult } from "../failure.ts";
import { isRecord } from "../headers.ts";
import type { Warn } from "../properties.ts";

/**
 * Every header that a Lambda@Edge function returned, in order. A `key` gives the name's case; where it is another name,
 * as in AWS's example that copies one header's entry to another, it counts for nothing.
 *
 * @param place names it in errors: `request.headers`
 * @param warn is called with each key that is another name
 * @throws InvalidResult where it is not the structure of AWS's page
 */
export function headerEntries(headers: unknown, place: string, warn: Warn): [name: string, value: string][] {
  if (headers === undefined || headers === null) return [];
  if (!isRecord(headers))
    throw new InvalidResult(`The function returned ${shown(headers)} for ${place}. Return an object.`);
  return Object.keys(headers).flatMap((name) => {
    const values = headers[name];
    if (!Array.isArray(values)) {
      throw new InvalidResult(
        `The function returned ${shown(values)} for ${place}['${name}']; it must be an array. Write [{ key: "…", value: "…" }].`,
      );
    }
    return values.map((entry) => pairOf(entry, name, `${place}['${name}']`, warn));
  });
}

function pairOf(entry: unknown, name: string, place: string, warn: Warn): [name: string, value: string] {
  const { key = name, value } = isRecord(entry) ? entry : {};
  if (typeof value !== "string") {
    throw new InvalidResult(
      `The function returned ${shown(entry)} for ${place}; each value must be a string. Write { key: "…", value: "…" }.`,
    );
  }
  if (typeof key !== "string") {
    throw new InvalidResult(`The function returned the key ${shown(key)} for ${place}; it must be a string.`);
  }
  if (key.toLowerCase() === name.toLowerCase()) return [key, value];
  warn(`${place} has the key ${shown(key)}, which is another name: the header is '${name}'. Write it as the key.`);
  return [name, value];
}

export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
