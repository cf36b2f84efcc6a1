import { valuesOf } from "./fields.ts";
import type { NativeEvent, NativeField, NativeFields } from "./native.ts";
import type { Request } from "./types.ts";
import { queryValue } from "./wire.ts";

// Functions rather than methods: a handler that doesn't use them doesn't ship them.

/** A query parameter, name and value as on the wire, percent-encoding included. */
export type QueryEntry = readonly [name: string, value: string];

interface RequestView {
  readonly event: NativeEvent;
}

/** Every parameter of a request's query; the values of one name stand together. */
export function queryEntries(request: Request): QueryEntry[] {
  const { querystring } = (request as unknown as RequestView).event.request;
  const entries: QueryEntry[] = [];
  for (const name of Object.keys(querystring)) {
    for (const value of valuesOf(querystring, name)) entries.push([name, value]);
  }
  return entries;
}

/**
 * Gives a request a new query: these parameters, in this order, and no others. What would end a name or value is
 * percent-encoded.
 *
 * @returns the request
 */
export function replaceQuery(request: Request, entries: readonly QueryEntry[]): Request {
  // An object of its own, since cloudfront-js keeps a deleted name's place; without a prototype, since a viewer may
  // name a parameter `__proto__`.
  const fields: NativeFields = Object.create(null);
  for (const [rawName, rawValue] of entries) {
    const name = queryValue(rawName);
    const entry: NativeField = { value: queryValue(rawValue) };
    const present = fields[name];
    if (present === undefined) fields[name] = entry;
    else present.multiValue = (present.multiValue ?? [{ value: present.value }]).concat(entry);
  }
  (request as unknown as RequestView).event.request.querystring = fields;
  return request;
}
