import { changedValues, type Fields } from "@featheredge/runtimes";
import { InvalidResult } from "../failure.ts";
import { isRecord } from "../headers.ts";

interface Value {
  readonly value: string;
  readonly attributes?: string | undefined;
}

/**
 * Every value of every field that a function returned, in order, read together with the fields that it was given.
 *
 * @param given the same fields of the event
 * @param place names it in errors: `request.headers`
 * @throws InvalidResult where it is not the structure of AWS's page
 */
export function fieldValues(fields: unknown, given: Fields, place: string): (readonly [name: string, value: Value])[] {
  if (fields === undefined || fields === null) return [];
  if (!isRecord(fields)) {
    throw new InvalidResult(`The function returned ${JSON.stringify(fields)} for ${place}; it must be an object.`);
  }
  return Object.keys(fields).flatMap((name) => {
    const field = fields[name];
    const at = `${place}['${name}']`;
    const before = Object.hasOwn(given, name) ? given[name] : undefined;
    const values = isRecord(field) ? changedValues(field, before) : [field];
    return values.map((value) => [name, oneValue(value, values.length > 1 ? `${at}.multiValue` : at)] as const);
  });
}

/** The Set-Cookie header that a cookie of a response makes. */
export function setCookieText(name: string, { value, attributes }: Value): string {
  return attributes === undefined || attributes === "" ? `${name}=${value}` : `${name}=${value}; ${attributes}`;
}

function oneValue(field: unknown, place: string): Value {
  const { value, attributes } = isRecord(field) ? field : {};
  if (typeof value !== "string") {
    throw new InvalidResult(
      `The function returned ${JSON.stringify(field) ?? "nothing"} for ${place}; it must be an object with a string as 'value'. Write { value: "…" }.`,
    );
  }
  if (attributes !== undefined && typeof attributes !== "string") {
    throw new InvalidResult(`The function returned no string for ${place}.attributes. Write "Secure; Path=/".`);
  }
  return { value, attributes };
}
