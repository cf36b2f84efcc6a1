import type { NativeEvent, NativeField, NativeFields } from "./native.ts";
import type { Request } from "./types.ts";
import { queryValue } from "./wire.ts";

// Functions rather than methods: a handler that doesn't use them doesn't ship them.

/** A query parameter, name and value as on the wire, percent-encoding included. */
export type QueryEntry = readonly [name: string, value: string];

interface RequestView {
  readonly event: NativeEvent;
}

/** Every parameter of a request's query. The values of one name are next to each other. */
export function queryEntries(request: Request): QueryEntry[] {
  const { querystring } = (request as unknown as RequestView).event.request;
  const entries: QueryEntry[] = [];
  for (const name of Object.keys(querystring)) {
    const { value, multiValue } = querystring[name] as NativeField;
    if (multiValue) multiValue.forEach((entry) => void entries.push([name, entry.value]));
    else entries.push([name, value]);
  }
  return entries;
}

/**
 * Gives a request a new query: these parameters, in this order, and no others. Characters that would end a name or value are
 * percent-encoded.
 *
 * @returns the request
 */
export function replaceQuery(request: Request, entries: readonly QueryEntry[]): Request {
  // A new object, since cloudfront-js keeps the position of a deleted name; without a prototype, since a viewer may
  // name a parameter `__proto__`.
  const fields: NativeFields = Object.create(null);
  // A loop by index, since any other loop over a parameter costs more steps.
  for (let i = 0; i < entries.length; i++) {
    const given = entries[i] as QueryEntry;
    const name = queryValue(given[0]);
    const entry: NativeField = { value: queryValue(given[1]) };
    const present = fields[name];
    if (present === undefined) fields[name] = entry;
    else if (present.multiValue) present.multiValue.push(entry);
    else present.multiValue = [{ value: present.value }, entry];
  }
  (request as unknown as RequestView).event.request.querystring = fields;
  return request;
}
