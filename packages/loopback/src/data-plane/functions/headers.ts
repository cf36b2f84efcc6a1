import { validateHeaderName, validateHeaderValue } from "node:http";
import { checkHeaderChange, type EdgeEvent, isForbiddenHeader, readOnlyHeaders } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";
import { InvalidResult } from "./failure.ts";

type Header = readonly [name: string, value: string];

/** Headers as functions see them, and those that CloudFront keeps from them. */
export interface SplitHeaders {
  readonly seen: readonly Header[];
  readonly kept: readonly Header[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
export function splitHeaders(headers: HeaderList): SplitHeaders {
  const seen: Header[] = [];
  const kept: Header[] = [];
  for (const header of headers) (isForbiddenHeader(header[0]) ? kept : seen).push(header);
  return { seen, kept };
}

/**
 * The headers that go on: what the function returned, its names cased as they came, and what it was not shown.
 *
 * @param before what the function was given; undefined where it made a response of its own, of which nothing is
 * read-only
 * @throws InvalidResult where it added a header that is CloudFront's own, or touched one that is read-only
 */
export function returnedHeaders(
  event: EdgeEvent,
  before: SplitHeaders | undefined,
  after: readonly Header[],
): HeaderList {
  for (const [name, value] of after) {
    if (isForbiddenHeader(name)) throw new InvalidResult(checkHeaderChange(event, name)?.message);
    checkWire(name, value);
  }
  if (before === undefined) return after;
  for (const name of readOnlyHeaders[event]) {
    if (valuesOf(before.seen, name) !== valuesOf(after, name)) {
      throw new InvalidResult(checkHeaderChange(event, name)?.message);
    }
  }
  const cased = new Map(before.seen.map(([name]) => [name.toLowerCase(), name]));
  return [...after.map(([name, value]): Header => [cased.get(name.toLowerCase()) ?? name, value]), ...before.kept];
}

function valuesOf(headers: readonly Header[], lowerName: string): string {
  let values = "";
  for (const [name, value] of headers) {
    if (name.length === lowerName.length && name.toLowerCase() === lowerName) values += `${value}\n`;
  }
  return values;
}

function checkWire(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new InvalidResult(
      `The function returned the header ${JSON.stringify(name)} with the value ${JSON.stringify(value)}, which HTTP can't carry. Encode what is not plain text.`,
    );
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
