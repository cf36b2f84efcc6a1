import { valuesOf } from "./fields.ts";
import type { LambdaHeaders } from "./lambda-event.ts";
import type { NativeField, NativeFields } from "./native.ts";

// Names come from the viewer. In an object without a prototype, `__proto__` is an ordinary name.
function noFields(): NativeFields {
  return Object.create(null);
}

function add(fields: NativeFields, name: string, field: NativeField): void {
  const present = fields[name];
  if (present === undefined) fields[name] = field;
  else present.multiValue = [...(present.multiValue ?? [{ ...present }]), field];
}

function pair(text: string): [name: string, value: string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** Headers in the neutral form, without Cookie and Set-Cookie, which it has as cookies. */
export function headersFromLambda(headers: LambdaHeaders): NativeFields {
  const fields = noFields();
  for (const [name, entries] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (key === "cookie" || key === "set-cookie") continue;
    for (const { value } of entries) add(fields, key, { value });
  }
  return fields;
}

/** The neutral headers in Lambda@Edge's form. An unchanged header keeps its entries and their spelling. */
export function headersToLambda(fields: NativeFields, original: LambdaHeaders): LambdaHeaders {
  const headers: LambdaHeaders = {};
  for (const name of Object.keys(fields)) {
    const values = valuesOf(fields, name);
    const before = original[name];
    const same = before?.length === values.length && before.every((entry, index) => entry.value === values[index]);
    headers[name] = same ? before : values.map((value) => ({ key: name, value }));
  }
  return headers;
}

/** A query string, names and values as on the wire. */
export function queryFromLambda(querystring: string): NativeFields {
  const fields = noFields();
  for (const part of querystring.split("&")) {
    if (part === "") continue;
    const [name, value] = pair(part);
    add(fields, name, { value });
  }
  return fields;
}

/** The cookies of a request's Cookie headers. */
export function cookiesFromLambda(headers: LambdaHeaders): NativeFields {
  const fields = noFields();
  for (const { value: header } of headers.cookie ?? []) {
    for (const part of header.split(";")) {
      const [name, value] = pair(part.trim());
      if (name !== "") add(fields, name, { value });
    }
  }
  return fields;
}

/** The cookies of a response's Set-Cookie headers. */
export function setCookiesFromLambda(headers: LambdaHeaders): NativeFields {
  const fields = noFields();
  for (const { value: header } of headers["set-cookie"] ?? []) {
    const at = header.indexOf(";");
    const [name, value] = pair(at < 0 ? header : header.slice(0, at));
    const attributes = at < 0 ? "" : header.slice(at + 1).trim();
    add(fields, name.trim(), attributes === "" ? { value } : { value, attributes });
  }
  return fields;
}

/** The values of the Set-Cookie headers that the cookies make. */
export function setCookieValues(cookies: NativeFields): string[] {
  return Object.entries(cookies).flatMap(([name, field]) =>
    (field.multiValue ?? [field]).map(({ value, attributes }) => {
      return attributes === undefined ? `${name}=${value}` : `${name}=${value}; ${attributes}`;
    }),
  );
}
