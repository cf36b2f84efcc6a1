import { changedValues, type Fields } from "@featheredge/runtimes";
import { InvalidResult } from "../failure.ts";
import { isRecord } from "../returned-values.ts";

interface Value {
  readonly value: string;
  readonly attributes?: string | undefined;
}

/**
 * Reads the values of the fields that a function returned, in order. Each field may have `value` or `multiValue`; a
 * comparison with the event shows which of them the function changed.
 *
 * @param given the same fields of the event
 * @param property the fields' name in errors, such as `request.headers`
 * @throws InvalidResult if they don't have the structure on AWS's page
 */
export function fieldValues(
  fields: unknown,
  given: Fields,
  property: string,
): (readonly [name: string, value: Value])[] {
  if (fields === given) return valuesOf(given);
  if (fields === undefined || fields === null) return [];
  if (!isRecord(fields)) {
    throw new InvalidResult(
      `The function returned ${JSON.stringify(fields)} for ${property}, which must be an object.`,
    );
  }
  return Object.keys(fields).flatMap((name) => {
    const field = fields[name];
    const at = `${property}['${name}']`;
    const before = Object.hasOwn(given, name) ? given[name] : undefined;
    const values = isRecord(field) ? changedValues(field, before) : [field];
    return values.map((value) => [name, oneValue(value, values.length > 1 ? `${at}.multiValue` : at)] as const);
  });
}

/** The values of the event's own fields. */
function valuesOf(given: Fields): (readonly [name: string, value: Value])[] {
  const values: (readonly [string, Value])[] = [];
  for (const name of Object.keys(given)) {
    const field = given[name];
    if (field === undefined) continue;
    if (field.multiValue === undefined) values.push([name, field]);
    else for (const value of field.multiValue) values.push([name, value]);
  }
  return values;
}

/** The Set-Cookie header of a response's cookie. */
export function setCookieText(name: string, { value, attributes }: Value): string {
  return attributes === undefined || attributes === "" ? `${name}=${value}` : `${name}=${value}; ${attributes}`;
}

function oneValue(field: unknown, property: string): Value {
  const { value, attributes } = isRecord(field) ? field : {};
  if (typeof value !== "string") {
    throw new InvalidResult(
      `The function returned ${JSON.stringify(field) ?? "nothing"} for ${property}, which must be an object with a string as 'value'. Write { value: "…" }.`,
    );
  }
  if (attributes !== undefined && typeof attributes !== "string") {
    throw new InvalidResult(`${property}.attributes must be a string, such as "Secure; Path=/".`);
  }
  return { value, attributes };
}
