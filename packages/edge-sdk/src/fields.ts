import type { NativeFields } from "./native.ts";
import type { Cookies, Headers, Query, ResponseCookies } from "./types.ts";
import { cookieValue, fieldValue, queryValue, token } from "./wire.ts";

// Views of the native event, which make no copy. They are written with plain functions and prototypes, which CloudFront
// Functions runs as they are. It rejects classes, and a lowered class costs bytes.

interface View {
  readonly fields: NativeFields;
}

// An inherited property such as `constructor` has no `value`, so a hostile name finds nothing.
function first(fields: NativeFields, name: string): string | undefined {
  const field = fields[name];
  return field?.value;
}

/** Every value of a field, in order; empty if the event has no such field. */
export function valuesOf(fields: NativeFields, name: string): string[] {
  const field = fields[name];
  if (!field || field.value === undefined) return [];
  return field.multiValue ? field.multiValue.map((entry) => entry.value) : [field.value];
}

const headerMethods: Headers & ThisType<Headers & View> = {
  get: function (name) {
    return first(this.fields, name.toLowerCase());
  },
  getAll: function (name) {
    return valuesOf(this.fields, name.toLowerCase());
  },
  has: function (name) {
    return this.get(name) !== undefined;
  },
  set: function (name, value) {
    this.fields[token(name).toLowerCase()] = { value: fieldValue(value) };
  },
  append: function (name, value) {
    const values = this.getAll(name).concat(fieldValue(value));
    this.set(name, values[0] as string);
    if (values.length > 1) {
      (this.fields[name.toLowerCase()] as NativeFields[string]).multiValue = values.map((entry) => ({ value: entry }));
    }
  },
  delete: function (name) {
    delete this.fields[name.toLowerCase()];
  },
  names: function () {
    return Object.keys(this.fields);
  },
};

const queryMethods: Query & ThisType<Query & View> = {
  get: function (name) {
    return first(this.fields, name);
  },
  getAll: function (name) {
    return valuesOf(this.fields, name);
  },
  has: function (name) {
    return first(this.fields, name) !== undefined;
  },
  set: function (name, value) {
    this.fields[queryValue(name)] = { value: queryValue(value) };
  },
  delete: function (name) {
    delete this.fields[name];
  },
  toString: function () {
    return queryText(this.fields);
  },
};

function queryText(fields: NativeFields): string {
  return Object.keys(fields)
    .map((name) => {
      const { value, multiValue } = fields[name] as NativeFields[string];
      return multiValue ? multiValue.map((entry) => `${name}=${entry.value}`).join("&") : `${name}=${value}`;
    })
    .join("&");
}

const responseCookieMethods: ResponseCookies & ThisType<View> = {
  set: function (name, value, attributes) {
    this.fields[token(name)] = { value: cookieValue(value) };
    if (attributes) (this.fields[name] as NativeFields[string]).attributes = fieldValue(attributes);
  },
};

function view<Methods extends object>(methods: Methods, fields: NativeFields): Methods {
  const made = Object.create(methods);
  made.fields = fields;
  return made;
}

export function headersOf(fields: NativeFields): Headers {
  return view(headerMethods, fields);
}

export function queryOf(fields: NativeFields): Query {
  return view(queryMethods, fields);
}

/** Cookies are read as query parameters are. */
export function cookiesOf(fields: NativeFields): Cookies {
  return view(queryMethods, fields);
}

export function responseCookiesOf(fields: NativeFields): ResponseCookies {
  return view(responseCookieMethods, fields);
}
