import { describe, expect, test } from "vitest";
import { viewerRequest } from "./cloudfront-function.ts";
import { onViewerRequest, type Request } from "./index.ts";
import type { NativeFields, NativeRequest } from "./native.ts";

interface Given {
  readonly uri?: string;
  readonly headers?: NativeFields;
  readonly querystring?: NativeFields;
  readonly cookies?: NativeFields;
}

/** The request that goes on after `change`. */
function after(change: (request: Request) => void, given: Given = {}): NativeRequest {
  const handler = onViewerRequest((request) => {
    change(request);
    return request;
  });
  const request = { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {}, ...given };
  return viewerRequest([[handler, undefined]])({ viewer: { ip: "198.51.100.7" }, request }) as NativeRequest;
}

/** The parts of the request that `look` reads. */
function seen<Result>(look: (request: Request) => Result, given: Given = {}): Result {
  const results: Result[] = [];
  after((request) => void results.push(look(request)), given);
  return results[0] as Result;
}

const twice = { value: "a", multiValue: [{ value: "a" }, { value: "b" }] };

describe("a request's id", () => {
  const id = onViewerRequest((request) => request.rewrite(`/${request.id}`));

  test.each([
    ["is CloudFront's own", { requestId: "EXAMPLE_SG5Z-==" }, "/EXAMPLE_SG5Z-=="],
    ["is unknown in a test event without a context", undefined, "/undefined"],
  ])("%s", (_, context, expected) => {
    const request = { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} };
    expect(viewerRequest([[id, undefined]])({ context, viewer: { ip: "198.51.100.7" }, request })).toMatchObject({
      uri: expected,
    });
  });
});

describe("a request's path", () => {
  test("stays percent-encoded as on the wire", () => {
    expect(seen((request) => request.path, { uri: "/caf%C3%A9//%2e%2e/%zz" })).toBe("/caf%C3%A9//%2e%2e/%zz");
    expect(after((request) => request.rewrite(`/es${request.path}`), { uri: "/a%20b%2F%zz" }).uri).toBe(
      "/es/a%20b%2F%zz",
    );
  });

  test("percent-encodes characters that HTTP does not allow", () => {
    expect(after((request) => request.rewrite("/é b\r\n?x=1#y\\z😀")).uri).toBe(
      "/%C3%A9%20b%0D%0A%3Fx=1%23y%5Cz%F0%9F%98%80",
    );
  });

  test("is set without touching the query", () => {
    const given = { querystring: { a: { value: "1" } } };
    expect(after((request) => request.rewrite("/x"), given).querystring).toEqual(given.querystring);
  });
});

describe("a request's headers", () => {
  const headers = () => ({ accept: structuredClone(twice), host: { value: "www.example.com" } });

  test("are found whatever the case of the name", () => {
    expect(
      seen(({ headers }) => [headers.get("Accept"), headers.getAll("ACCEPT"), headers.has("Host")], {
        headers: headers(),
      }),
    ).toEqual(["a", ["a", "b"], true]);
  });

  test("that are not there are undefined, inherited properties among them", () => {
    for (const name of ["x", "constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(seen(({ headers }) => [headers.get(name), headers.getAll(name), headers.has(name)])).toEqual([
        undefined,
        [],
        false,
      ]);
    }
  });

  test("are replaced as a whole, since CloudFront reads multiValue before value", () => {
    expect(after((request) => request.headers.set("Accept", "c"), { headers: headers() }).headers.accept).toEqual({
      value: "c",
    });
  });

  test("are appended in order", () => {
    const change = ({ headers }: Request) => {
      headers.append("X-New", "1");
      headers.append("Accept", "c");
    };
    expect(after(change, { headers: headers() }).headers).toEqual({
      accept: { value: "a", multiValue: [{ value: "a" }, { value: "b" }, { value: "c" }] },
      host: { value: "www.example.com" },
      "x-new": { value: "1" },
    });
  });

  test("are deleted, all values of them", () => {
    expect(after((request) => request.headers.delete("Accept"), { headers: headers() }).headers).toEqual({
      host: { value: "www.example.com" },
    });
  });

  test("can't be broken out of: a control character in a value becomes a space", () => {
    const result = after(({ headers }) => {
      headers.set("x-a", "1\r\nx-injected: 2\0\x7f\tend é");
      headers.append("x-a", "3\nx-injected: 4");
    });
    expect(result.headers["x-a"]?.multiValue).toEqual([
      { value: "1  x-injected: 2  \tend é" },
      { value: "3 x-injected: 4" },
    ]);
  });

  test.each(["", "a b", "a:b", "x\r\ny", "é", "x\0"])("refuse the name %j", (name) => {
    expect(() => after((request) => request.headers.set(name, "1"))).toThrow(TypeError);
    expect(() => after((request) => request.headers.append(name, "1"))).toThrow(TypeError);
  });
});

describe("a request's query", () => {
  const querystring = () => ({ tag: structuredClone(twice), empty: { value: "" } });

  test("is read and written as on the wire", () => {
    expect(seen(({ query }) => query.toString(), { querystring: querystring() })).toBe("tag=a&tag=b&empty=");
    expect(
      seen(({ query }) => [query.get("tag"), query.getAll("tag"), query.has("empty"), query.has("Tag")], {
        querystring: querystring(),
      }),
    ).toEqual(["a", ["a", "b"], true, false]);
    expect(seen(({ query }) => query.toString())).toBe("");
  });

  test("can't be broken out of by a name or value", () => {
    const result = after(
      ({ query }) => {
        query.delete("tag");
        query.set("a", "1&b=2#c\r\nd e%20");
      },
      { querystring: querystring() },
    );
    expect(result.querystring).toEqual({ empty: { value: "" }, a: { value: "1%26b=2%23c%0D%0Ad%20e%20" } });
  });
});

describe("a request's viewer", () => {
  const is = (...devices: string[]): NativeFields =>
    Object.fromEntries(
      ["desktop", "mobile", "smarttv", "tablet"].map((device) => [
        `cloudfront-is-${device}-viewer`,
        { value: String(devices.includes(device)) },
      ]),
    );

  test("is who CloudFront says", () => {
    const headers = {
      "cloudfront-viewer-country": { value: "ES" },
      "cloudfront-viewer-country-region": { value: "MD" },
      "cloudfront-viewer-city": { value: "Madrid" },
    };
    expect(seen(({ viewer }) => [viewer.ip, viewer.country, viewer.region, viewer.city], { headers })).toEqual([
      "198.51.100.7",
      "ES",
      "MD",
      "Madrid",
    ]);
  });

  test("is unknown without CloudFront's headers", () => {
    expect(seen(({ viewer }) => [viewer.country, viewer.region, viewer.city, viewer.device])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test.each([
    ["desktop", is("desktop")],
    ["mobile", is("mobile")],
    ["tablet", is("mobile", "tablet")],
    ["smarttv", is("smarttv")],
    [undefined, is()],
  ])("has the device %s", (device, headers) => {
    expect(seen(({ viewer }) => viewer.device, { headers })).toBe(device);
  });

  test.each([
    ["es-ES,es;q=0.9,en;q=0.8", "es-ES"],
    [" ja ;q=0.5", "ja"],
    ["*", undefined],
    ["", undefined],
    ["-es", undefined],
    ["1", undefined],
  ])("whose Accept-Language is %j reads %s", (value, language) => {
    expect(seen(({ viewer }) => viewer.language, { headers: { "accept-language": { value } } })).toBe(language);
  });

  test("without Accept-Language reads anything", () => {
    expect(seen(({ viewer }) => viewer.language)).toBeUndefined();
  });

  test("has cookies, found by their exact name", () => {
    const cookies = { locale: { value: "es" } };
    expect(
      seen(({ cookies }) => [cookies.get("locale"), cookies.get("Locale"), cookies.has("constructor")], { cookies }),
    ).toEqual(["es", undefined, false]);
  });
});
