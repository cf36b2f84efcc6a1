import { InvalidResult } from "../failure.ts";
import { isRecord } from "../headers.ts";

interface Value {
  readonly value: string;
  readonly attributes?: string | undefined;
}

/**
 * Every value of every field that a function returned, in order. `multiValue` wins over `value`; AWS's samples also
 * spell it `multivalue`.
 *
 * @param place names it in errors: `request.headers`
 * @throws InvalidResult where it is not the structure of AWS's page
 */
export function fieldValues(fields: unknown, place: string): (readonly [name: string, value: Value])[] {
  if (fields === undefined || fields === null) return [];
  if (!isRecord(fields)) throw new InvalidResult(`The function returned no object for ${place}. Return one.`);
  const values: (readonly [string, Value])[] = [];
  for (const name of Object.keys(fields)) {
    const field = fields[name];
    const several = isRecord(field) ? (field.multiValue ?? field.multivalue) : undefined;
    if (Array.isArray(several) && several.length > 0) {
      for (const one of several) values.push([name, oneValue(one, `${place}['${name}'].multiValue`)]);
    } else {
      values.push([name, oneValue(field, `${place}['${name}']`)]);
    }
  }
  return values;
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
