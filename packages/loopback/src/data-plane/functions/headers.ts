import { validateHeaderName, validateHeaderValue } from "node:http";
import { checkHeaderChange, type EdgeEvent, isForbiddenHeader, readOnlyHeaders } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";
import { InvalidResult, rejectIf } from "./failure.ts";

type Header = readonly [name: string, value: string];

/** Headers that functions see, and headers that CloudFront hides from them. */
export interface SplitHeaders {
  readonly visible: readonly Header[];
  readonly hidden: readonly Header[];
}

const none: readonly Header[] = [];

/** Separates the headers that functions must not see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
export function splitHeaders(headers: HeaderList): SplitHeaders {
  if (!headers.some((header) => isHidden(header[0]))) return { visible: headers, hidden: none };
  const visible: Header[] = [];
  const hidden: Header[] = [];
  for (const header of headers) (isHidden(header[0]) ? hidden : visible).push(header);
  return { visible, hidden };
}

/** Results of `isForbiddenHeader` by name, since most requests have the same headers. */
const hiddenNames = new Map<string, boolean>();

/** A limit, since viewers choose names. */
const mostHiddenNames = 1_000;

function isHidden(name: string): boolean {
  const known = hiddenNames.get(name);
  if (known !== undefined) return known;
  const hidden = isForbiddenHeader(name);
  if (hiddenNames.size < mostHiddenNames) hiddenNames.set(name, hidden);
  return hidden;
}

/**
 * The headers after a function: those that it returned, with the names in their former case, and those that it did not
 * see.
 *
 * @param before the headers before the function; undefined if it generated a response, which has no read-only headers
 * @throws InvalidResult if it added a header that only CloudFront may set, or changed a read-only one
 */
export function returnedHeaders(
  event: EdgeEvent,
  before: SplitHeaders | undefined,
  after: readonly Header[],
): HeaderList {
  const given = before?.visible ?? [];
  const result: Header[] = [];
  let index = -1;
  for (const header of after) {
    index += 1;
    // Most functions return most headers as they were, in their order.
    const same = unchanged(header, given[index]);
    if (same !== undefined) {
      result.push(same);
      continue;
    }
    const [name, value] = header;
    if (isForbiddenHeader(name)) rejectIf(checkHeaderChange(event, name));
    checkHttpHeader(name, value);
    const lower = name.toLowerCase();
    result.push([given.findLast((one) => one[0].toLowerCase() === lower)?.[0] ?? name, value]);
  }
  if (before === undefined) return result;
  for (const name of readOnlyHeaders[event]) {
    if (valuesOf(before.visible, name) !== valuesOf(after, name)) rejectIf(checkHeaderChange(event, name));
  }
  for (const header of before.hidden) result.push(header);
  return result;
}

/** The header before the function, with its name's case, if the function returned its name and value. */
function unchanged([name, value]: Header, before: Header | undefined): Header | undefined {
  if (before === undefined || before[1] !== value || before[0].length !== name.length) return undefined;
  return before[0] === name || before[0].toLowerCase() === name.toLowerCase() ? before : undefined;
}

function valuesOf(headers: readonly Header[], lowerName: string): string {
  let values = "";
  for (const [name, value] of headers) {
    if (name.length === lowerName.length && name.toLowerCase() === lowerName) values += `${value}\n`;
  }
  return values;
}

function checkHttpHeader(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new InvalidResult(
      `The function returned the header ${JSON.stringify(name)} with the value ${JSON.stringify(value)}, which HTTP can't carry. Encode line breaks and characters beyond ISO 8859-1.`,
    );
  }
}
