import type { Field, Fields } from "./cloudfront-function-event.ts";
import type { LambdaAtEdgeHeaders } from "./lambda-at-edge-event.ts";

type Value = Omit<Field, "multiValue">;

/** Makes fields of single values in order; a repeated name gets a `multiValue`. */
function fieldsOf(values: Iterable<readonly [name: string, value: Value]>): Fields {
  const grouped = new Map<string, Value[]>();
  for (const [name, value] of values) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  const fields = [...grouped].map(([name, [first, ...more]]): [string, Field] => {
    const value = first ?? { value: "" };
    return [name, more.length === 0 ? value : { ...value, multiValue: [value, ...more] }];
  });
  // Names come from viewers: fromEntries treats `__proto__` as a name like any other.
  return Object.fromEntries(fields);
}

/** Every value of every field, in order. */
export function* valuesOf(fields: Fields): Generator<readonly [name: string, value: Value]> {
  for (const [name, field] of Object.entries(fields)) {
    for (const { value, attributes } of field.multiValue ?? [field]) {
      yield [name, attributes === undefined ? { value } : { value, attributes }];
    }
  }
}

/** A query as text, names and values as they were on the wire; empty values with `=`. */
export function queryText(fields: Fields): string {
  return Array.from(valuesOf(fields), ([name, { value }]) => `${name}=${value}`).join("&");
}

export function queryFields(text: string): Fields {
  const parts = text.split("&").filter((part) => part !== "");
  return fieldsOf(parts.map((part) => pair(part)));
}

/** The value of a Cookie header; undefined when there are no cookies. */
export function cookieText(fields: Fields): string | undefined {
  const parts = Array.from(valuesOf(fields), ([name, { value }]) => `${name}=${value}`);
  return parts.length === 0 ? undefined : parts.join("; ");
}

export function cookieFields(headers: LambdaAtEdgeHeaders): Fields {
  const parts = (headers.cookie ?? []).flatMap(({ value }) => value.split(";").map((part) => part.trim()));
  return fieldsOf(parts.filter((part) => part !== "").map((part) => pair(part)));
}

/** The values of the Set-Cookie headers for a response's cookies. */
export function setCookieTexts(fields: Fields): string[] {
  return Array.from(valuesOf(fields), ([name, { value, attributes }]) =>
    attributes === undefined ? `${name}=${value}` : `${name}=${value}; ${attributes}`,
  );
}

export function setCookieFields(headers: LambdaAtEdgeHeaders): Fields {
  return fieldsOf(
    (headers["set-cookie"] ?? []).map(({ value: header }) => {
      const at = header.indexOf(";");
      const [name, { value }] = pair(at < 0 ? header : header.slice(0, at));
      const attributes = at < 0 ? "" : header.slice(at + 1).trim();
      return [name.trim(), attributes === "" ? { value } : { value, attributes }];
    }),
  );
}

/** Headers as Lambda@Edge has them: `user-agent` with the key `User-Agent`. */
export function lambdaHeaders(values: Iterable<readonly [name: string, value: Value]>): LambdaAtEdgeHeaders {
  const headers = new Map<string, { key: string; value: string }[]>();
  for (const [name, { value }] of values) {
    const lower = name.toLowerCase();
    const key = lower.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
    headers.set(lower, [...(headers.get(lower) ?? []), { key, value }]);
  }
  return Object.fromEntries(headers);
}

/** Headers in the neutral form, without those that it holds as cookies. */
export function headerFields(headers: LambdaAtEdgeHeaders): Fields {
  const values = Object.entries(headers)
    .map(([name, entries]) => [name.toLowerCase(), entries] as const)
    .filter(([name]) => name !== "cookie" && name !== "set-cookie");
  return fieldsOf(values.flatMap(([name, entries]) => entries.map(({ value }) => [name, { value }] as const)));
}

function pair(text: string): [name: string, value: Value] {
  const at = text.indexOf("=");
  return at < 0 ? [text, { value: "" }] : [text.slice(0, at), { value: text.slice(at + 1) }];
}
