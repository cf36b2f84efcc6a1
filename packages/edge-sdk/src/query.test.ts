import { describe, expect, test } from "vitest";
import { viewerRequest } from "./cloudfront-function.ts";
import { onViewerRequest, type QueryEntry, queryEntries, replaceQuery } from "./index.ts";
import { viewerRequest as lambdaViewerRequest } from "./lambda-at-edge.ts";
import type { NativeFields, NativeRequest } from "./native.ts";

type Change = (entries: QueryEntry[]) => readonly QueryEntry[];

const changing = (change: Change) => onViewerRequest((request) => replaceQuery(request, change(queryEntries(request))));

function after(querystring: NativeFields, change: Change): NativeFields {
  const request: NativeRequest = { method: "GET", uri: "/", querystring, headers: {}, cookies: {} };
  const event = { viewer: { ip: "198.51.100.7" }, request };
  return (viewerRequest([[changing(change), undefined]])(event) as NativeRequest).querystring;
}

const twice = { value: "1", multiValue: [{ value: "1" }, { value: "2" }] };

describe("a query as entries", () => {
  test("holds every value, those of one name together", () => {
    const seen: QueryEntry[][] = [];
    after({ b: structuredClone(twice), a: { value: "" } }, (entries) => {
      seen.push(entries);
      return entries;
    });
    expect(seen).toEqual([
      [
        ["b", "1"],
        ["b", "2"],
        ["a", ""],
      ],
    ]);
  });

  test("goes on in the order given, with several values of a name", () => {
    const result = after({ z: { value: "0" }, b: { value: "1" }, a: { value: "2" } }, (entries) => [
      ["a", "3"],
      ...entries.filter(([name]) => name === "b"),
      ["a", "4"],
    ]);
    expect(JSON.stringify(result)).toBe(
      '{"a":{"value":"3","multiValue":[{"value":"3"},{"value":"4"}]},"b":{"value":"1"}}',
    );
  });

  test("keeps a parameter named __proto__, and percent-encodes what would end a name or value", () => {
    const result = after({}, () => [
      ["__proto__", "x"],
      ["a&b", "c#d\r\n"],
    ]);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"value":"x"},"a%26b":{"value":"c%23d%0D%0A"}}');
  });

  test("is the query string in Lambda@Edge", async () => {
    const handler = changing((entries) => entries.filter(([name]) => name !== "b").reverse());
    const request = { clientIp: "198.51.100.7", method: "GET", uri: "/", querystring: "a=1&b=2&c=%20", headers: {} };
    expect(await lambdaViewerRequest([[handler, undefined]])({ Records: [{ cf: { request } }] })).toMatchObject({
      querystring: "c=%20&a=1",
    });
  });
});
