import { repeatedHeader } from "./repeated-headers.ts";

/** Headers in their order. Names are in any case and may be repeated. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Converts Node's `rawHeaders` to pairs, without HTTP/2's pseudo-headers. */
export function fromRaw(raw: readonly string[]): HeaderList {
  const headers: HeaderList[number][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    if (name.charCodeAt(0) !== 58) headers.push(repeatedHeader(name, raw[index + 1] ?? ""));
  }
  return headers;
}

/** Converts pairs to names and values in turn, for `writeHead`, which then keeps order and repetition. */
export function toRaw(headers: HeaderList): string[] {
  const raw: string[] = [];
  for (const header of headers) raw.push(header[0], header[1]);
  return raw;
}

/**
 * The first value of a header.
 * @param name in lower case
 */
export function headerOf(headers: HeaderList, name: string): string | undefined {
  for (const header of headers) {
    if (isNamed(header[0], name)) return header[1];
  }
  return undefined;
}

/**
 * All values of a header as one list: https://www.rfc-editor.org/rfc/rfc9110#section-5.3
 * @param name in lower case
 */
export function combinedHeader(headers: HeaderList, name: string, separator = ", "): string | undefined {
  let combined: string | undefined;
  for (const header of headers) {
    if (isNamed(header[0], name)) combined = combined === undefined ? header[1] : combined + separator + header[1];
  }
  return combined;
}

/** Removes headers. @param names in lower case */
export function withoutHeaders(headers: HeaderList, names: ReadonlySet<string>): HeaderList {
  return headers.some(([name]) => names.has(name.toLowerCase()))
    ? headers.filter(([name]) => !names.has(name.toLowerCase()))
    : headers;
}

/** Sets a header, in place of all headers of its name. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  return [...withoutHeaders(headers, new Set([name.toLowerCase()])), [name, value]];
}

/**
 * Capitalizes the first letter of each word of a header's name, as CloudFront does with names from CloudFront Functions.
 *
 * @param name in lower case
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
 */
export function capitalizedName(name: string): string {
  const known = capitalizedNames.get(name);
  if (known !== undefined) return known;
  const capitalized = name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
  if (capitalizedNames.size < mostCapitalizedNames) capitalizedNames.set(name, capitalized);
  return capitalized;
}

/** Results of {@link capitalizedName}, since most requests have the same headers. */
const capitalizedNames = new Map<string, string>();

/** A limit, since viewers and functions choose names. */
const mostCapitalizedNames = 1_000;

/** Compares lengths first: that is enough for most headers. */
function isNamed(given: string, name: string): boolean {
  return given.length === name.length && (given === name || given.toLowerCase() === name);
}

/** The name in a Host header: in lower case, without a port and a final dot. */
export function hostName(host: string): string {
  return host.replace(/:\d*$/, "").replace(/\.$/, "").toLowerCase();
}
