import { describe, expect, it } from "vitest";
import { compact } from "./compact.ts";
import type { Entry } from "./entry.ts";

let number = 0;
interface Asked {
  readonly host?: string;
  readonly status?: number | null;
  readonly headers?: readonly string[];
  readonly text?: string;
  readonly first?: true;
}

function entry(method: string, path: string, asked: Asked = {}): Entry {
  const { host = "s3.eu-west-1.amazonaws.com", status = 200, headers = [], text = "", first } = asked;
  number += 1;
  const made = { number, method, path, headers: ["Host", host, ...headers], body: { text } };
  return { ...made, ...(status === null ? {} : { status }), ...(first ? { first } : {}) };
}

/** The indices of the entries that are not dropped. */
function left(...entries: Entry[]): number[] {
  const kept = compact(entries, ({ body }) => ("text" in body ? body.text : ""));
  return kept.map((found) => entries.indexOf(found));
}

const put = (asked: Asked = {}) => entry("PUT", "/state/key?x-id=PutObject", asked);
const remove = () => entry("DELETE", "/state/key?x-id=DeleteObject", { status: 204 });
const lambda = (text: string) =>
  entry("POST", "/2015-03-31/functions", { host: "lambda.us-east-1.amazonaws.com", status: 201, text });

describe("compacting a journal", () => {
  it("drops requests that moto rejected, but not failed or unanswered ones", () => {
    expect(
      left(put({ status: 412 }), entry("PUT", "/b", { status: 500 }), entry("PUT", "/c", { status: null })),
    ).toEqual([1, 2]);
  });

  it("keeps the first request to a service, even one that was answered with 404", () => {
    expect(left(entry("GET", "/b", { status: 404, first: true }))).toEqual([0]);
  });

  it("keeps the last write of an object that was written several times between other writes", () => {
    expect(left(put(), entry("PUT", "/state/other"), put(), lambda("{}"), put())).toEqual([1, 3, 4]);
  });

  it("drops a deleted object with its deletion", () => {
    expect(left(put(), remove(), put({ headers: ["If-None-Match", "*"] }), remove())).toEqual([]);
  });

  it("keeps a deletion whose object it keeps", () => {
    expect(left(put(), lambda('{"S3Bucket":"state"}'), remove())).toEqual([0, 1, 2]);
  });

  it.each([
    ["copied", entry("PUT", "/elsewhere/key", { headers: ["x-amz-copy-source", "/state/key"] })],
    ["tagged", entry("PUT", "/state/key?tagging")],
    ["read for a function", lambda('{"Code":{"S3Bucket":"state","S3Key":"key"}}')],
    ["perhaps deleted", entry("DELETE", "/state/key", { status: null })],
  ])("keeps an object that was %s before it was written again", (_, between) => {
    expect(left(put(), between, put())).toEqual([0, 1, 2]);
  });

  it("keeps every version", () => {
    const version = entry("PUT", "/state?versioning");
    expect(left(put(), put(), version, put(), put(), remove())).toEqual([1, 2, 3, 4, 5]);
  });
});
