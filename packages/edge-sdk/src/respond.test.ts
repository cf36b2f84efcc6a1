import { describe, expect, test } from "vitest";
import { viewerRequest, viewerResponse } from "./cloudfront-function.ts";
import {
  hasDotSegment,
  html,
  json,
  onViewerRequest,
  onViewerResponse,
  type Response,
  redirect,
  respond,
} from "./index.ts";
import type { NativeResponse } from "./native.ts";

const event = () => ({
  viewer: { ip: "198.51.100.7" },
  request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} },
});

function native(response: Response): NativeResponse {
  return viewerRequest([[onViewerRequest(() => response), undefined]])(event()) as NativeResponse;
}

describe("a redirect", () => {
  const location = (to: string) => native(redirect(to)).headers.location?.value;

  test("is 302 by default, without a body", () => {
    expect(native(redirect("/a"))).toEqual({ statusCode: 302, headers: { location: { value: "/a" } }, cookies: {} });
    expect(native(redirect("/a", 308)).statusCode).toBe(308);
  });

  test.each(["//evil.example/x", "/\\evil.example/x", "\\\\evil.example/x", "///evil.example/x", "\\/evil.example/x"])(
    "to %j stays on this host",
    (to) => expect(location(to)).toBe("/evil.example/x"),
  );

  test("leads to another host only by its whole URL", () => {
    expect(location("https://shop.example.com//a?b=c#d")).toBe("https://shop.example.com//a?b=c#d");
  });

  test("can't be broken out of", () => {
    expect(location("/a\r\nset-cookie: x=1")).toBe("/a%0D%0Aset-cookie:%20x=1");
    expect(location("/\t/evil.example")).toBe("/%09/evil.example");
    expect(location('/"><script>')).toBe("/%22%3E%3Cscript%3E");
  });

  test("keeps escapes and percent-encodes what is not ASCII", () => {
    expect(location("/caf%C3%A9/日本?q=%20é&r=100%")).toBe("/caf%C3%A9/%E6%97%A5%E6%9C%AC?q=%20%C3%A9&r=100%");
  });

  test.each([
    "//evil.example",
    "/%2F/evil.example",
    "/\t//evil.example",
    " //evil.example",
    "/..//evil.example",
    "/x\\..\\..\\\\evil.example",
  ])("to %j is read by a browser as this host", (to) =>
    expect(new URL(location(to) ?? "", "https://www.example.com/a/b").host).toBe("www.example.com"),
  );
});

describe("a generated response", () => {
  test("has its status, body and headers", () => {
    expect(native(respond(410, "Gone", { "Cache-Control": "no-store" }))).toEqual({
      statusCode: 410,
      headers: { "cache-control": { value: "no-store" } },
      cookies: {},
      body: "Gone",
    });
    expect(native(respond(204))).not.toHaveProperty("body");
  });

  test("knows pages and JSON", () => {
    expect(native(html("<p>"))).toMatchObject({
      statusCode: 200,
      body: "<p>",
      headers: { "content-type": { value: "text/html; charset=utf-8" } },
    });
    expect(native(json({ a: 1 }, 404))).toMatchObject({
      statusCode: 404,
      body: '{"a":1}',
      headers: { "content-type": { value: "application/json" } },
    });
  });

  test("can't be broken out of by a header", () => {
    expect(native(respond(200, "", { "x-a": "1\r\nx-injected: 2" })).headers).toEqual({
      "x-a": { value: "1  x-injected: 2" },
    });
    expect(() => respond(200, "", { "x-a\r\nx-injected": "1" })).toThrow(/"x-a\\r\\nx-injected" can't name a header/);
  });

  test("can't be broken out of by a cookie", () => {
    const response = respond(200);
    response.cookies.set("a", "1; Domain=evil.example\r\nx-injected: 2é", "Path=/; Secure\r\nx-injected: 3");
    expect(native(response).cookies).toEqual({
      a: {
        value: "1%3B%20Domain=evil.example%0D%0Ax-injected:%202%C3%A9",
        attributes: "Path=/; Secure  x-injected: 3",
      },
    });
    expect(() => response.cookies.set("a=b", "1")).toThrow(TypeError);
  });
});

describe("a response that came in", () => {
  test("loses its status description with its status, and its body when that is set to undefined", () => {
    const handler = onViewerResponse((response) => {
      expect([response.status, response.body, response.headers.names()]).toEqual([404, "old", ["x-a"]]);
      response.status = 410;
      response.body = undefined;
      return response;
    });
    const response = {
      statusCode: 404,
      statusDescription: "Not Found",
      headers: { "x-a": { value: "1" } },
      cookies: {},
      body: "old",
    };
    expect(viewerResponse([[handler, undefined]])({ ...event(), response })).toEqual({
      statusCode: 410,
      headers: { "x-a": { value: "1" } },
      cookies: {},
    });
  });
});

describe("hasDotSegment", () => {
  test.each([
    "/..",
    "/../a",
    "/a/..",
    "/a/./b",
    "/.",
    "/%2e%2E/a",
    "/.%2e",
    "/a%2f..%2Fb",
    "/a\\..\\b",
    "/a/%5c%2e%2e%5c",
  ])("finds one in %j", (path) => expect(hasDotSegment(path)).toBe(true));

  test.each(["/", "/a..b", "/...", "/.well-known/x", "/a.", "/%2e%2e%2e", "/a%252e%252e/b", ""])(
    "finds none in %j",
    (path) => expect(hasDotSegment(path)).toBe(false),
  );
});
