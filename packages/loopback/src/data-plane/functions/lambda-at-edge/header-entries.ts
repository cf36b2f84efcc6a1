import { InvalidResult } from "../failure.ts";
import type { Warn } from "../returned-values.ts";
import { isRecord, shown } from "../returned-values.ts";

/**
 * Reads the headers that a Lambda@Edge function returned, in order. A `key` gives the case of the name. A `key` that is a
 * different name is ignored, as in AWS's example that copies one header's entry to another.
 *
 * @param property the headers' name in errors, such as `request.headers`
 * @param warn is called for each key that is a different name
 * @throws InvalidResult if they don't have the structure on AWS's page
 */
export function headerEntries(headers: unknown, property: string, warn: Warn): [name: string, value: string][] {
  if (headers === undefined || headers === null) return [];
  if (!isRecord(headers))
    throw new InvalidResult(`The function returned ${shown(headers)} for ${property}. Return an object.`);
  return Object.keys(headers).flatMap((name) => {
    const values = headers[name];
    if (!Array.isArray(values)) {
      throw new InvalidResult(
        `The function returned ${shown(values)} for ${property}['${name}']; it must be an array. Write [{ key: "…", value: "…" }].`,
      );
    }
    return values.map((entry) => pairOf(entry, name, `${property}['${name}']`, warn));
  });
}

function pairOf(entry: unknown, name: string, property: string, warn: Warn): [name: string, value: string] {
  const { key = name, value } = isRecord(entry) ? entry : {};
  if (typeof value !== "string") {
    throw new InvalidResult(
      `The function returned ${shown(entry)} for ${property}; each value must be a string. Write { key: "…", value: "…" }.`,
    );
  }
  if (typeof key !== "string") {
    throw new InvalidResult(`The function returned the key ${shown(key)} for ${property}; it must be a string.`);
  }
  if (key.toLowerCase() === name.toLowerCase()) return [key, value];
  warn(
    `${property} has the key ${shown(key)}, but the header is '${name}', so the key is ignored. Use the header's name as the key.`,
  );
  return [name, value];
}
