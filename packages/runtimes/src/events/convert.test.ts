import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CloudFrontFunctionEvent,
  fromCloudFrontFunctionResult,
  fromLambdaResult,
  toLambdaEvent,
  withRawQuery,
} from "../index.ts";

const event: CloudFrontFunctionEvent = {
  version: "1.0",
  context: { eventType: "viewer-request", distributionId: "E1", requestId: "r" },
  viewer: { ip: "198.51.100.7" },
  request: {
    method: "GET",
    uri: "/a%20b",
    querystring: { q: { value: "a%2Bb" }, tag: { value: "x", multiValue: [{ value: "x" }, { value: "y" }] } },
    headers: {
      host: { value: "www.example.com" },
      accept: { value: "a", multiValue: [{ value: "a" }, { value: "b" }] },
      "cloudfront-viewer-country": { value: "ES" },
    },
    cookies: { locale: { value: "es" }, session: { value: "a=b" } },
  },
  response: {
    statusCode: 200,
    statusDescription: "OK",
    headers: { server: { value: "s" } },
    cookies: { id: { value: "1", attributes: "Secure; Path=/" } },
  },
};

describe("toLambdaEvent", () => {
  it("writes query and cookies out and keys headers as on the wire", () => {
    const { config, request, response } = toLambdaEvent(event, "origin-request").Records[0].cf;
    expect(config).toMatchObject({ distributionId: "E1", eventType: "origin-request", requestId: "r" });
    expect(request).toEqual({
      clientIp: "198.51.100.7",
      method: "GET",
      uri: "/a%20b",
      querystring: "q=a%2Bb&tag=x&tag=y",
      headers: {
        host: [{ key: "Host", value: "www.example.com" }],
        accept: [
          { key: "Accept", value: "a" },
          { key: "Accept", value: "b" },
        ],
        "cloudfront-viewer-country": [{ key: "Cloudfront-Viewer-Country", value: "ES" }],
        cookie: [{ key: "Cookie", value: "locale=es; session=a=b" }],
      },
    });
    expect(response).toBeUndefined();
  });

  it("withholds CloudFront's own headers at viewer request, as CloudFront does", () => {
    const { headers } = toLambdaEvent(event, "viewer-request").Records[0].cf.request;
    expect(Object.keys(headers)).toEqual(["host", "accept", "cookie"]);
  });

  it("gives the response, with its cookies, to response events", () => {
    expect(toLambdaEvent(event, "viewer-response").Records[0].cf.response).toEqual({
      status: "200",
      statusDescription: "OK",
      headers: {
        server: [{ key: "Server", value: "s" }],
        "set-cookie": [{ key: "Set-Cookie", value: "id=1; Secure; Path=/" }],
      },
    });
  });
});

describe("fromLambdaResult", () => {
  it("gets back what a function passed on, at each event", () => {
    for (const type of ["viewer-request", "origin-request"] as const) {
      const { request } = toLambdaEvent(event, type).Records[0].cf;
      expect(fromLambdaResult(request, event, type)).toEqual({ request: event.request });
    }
    const { response } = toLambdaEvent(event, "viewer-response").Records[0].cf;
    expect(fromLambdaResult(response, event, "viewer-response")).toEqual({ response: event.response });
  });

  it("reads a generated response", () => {
    const headers = { location: [{ value: "/a" }], "set-cookie": [{ value: "a=1" }, { value: "a=2; Secure" }] };
    expect(fromLambdaResult({ status: "302", headers, body: "gone" }, event)).toEqual({
      response: {
        statusCode: 302,
        headers: { location: { value: "/a" } },
        cookies: { a: { value: "1", multiValue: [{ value: "1" }, { value: "2", attributes: "Secure" }] } },
        body: "gone",
      },
    });
  });

  it.each([undefined, null, "text", {}])("refuses %j", (result) => {
    expect(() => fromLambdaResult(result, event)).toThrow("returns the request or a response");
  });

  it("keeps any names and values on the way there and back", () => {
    const name = fc
      .stringMatching(/^[a-z_][a-z0-9_-]{0,9}$/)
      .filter((text) => text !== "cookie" && text !== "set-cookie");
    const value = fc.stringMatching(/^[!-:<-~]{0,12}$/).filter((text) => !text.includes("&"));
    const field = fc.array(value, { minLength: 1, maxLength: 3 }).map(([first = "", ...more]) => {
      const values = [first, ...more].map((each) => ({ value: each }));
      return more.length === 0 ? { value: first } : { value: first, multiValue: values };
    });
    const fields = fc
      .uniqueArray(fc.tuple(fc.oneof(name, fc.constant("__proto__")), field), { selector: ([key]) => key })
      .map(Object.fromEntries);
    fc.assert(
      fc.property(fields, fields, fields, (querystring, headers, cookies) => {
        const sent = { ...event, request: { ...event.request, querystring, headers, cookies } };
        const { request } = toLambdaEvent(sent, "viewer-request").Records[0].cf;
        expect(fromLambdaResult(request, sent)).toEqual({ request: sent.request });
      }),
    );
  });
});

describe("fromCloudFrontFunctionResult", () => {
  it("distinguishes a response from a request and gives it all its parts", () => {
    expect(fromCloudFrontFunctionResult({ statusCode: 404, body: { encoding: "text", data: "no" } }, event)).toEqual({
      response: { statusCode: 404, headers: {}, cookies: {}, body: "no" },
    });
    expect(fromCloudFrontFunctionResult(event.request, event)).toEqual({ request: event.request });
    expect(() => fromCloudFrontFunctionResult(undefined, event)).toThrow("returned undefined");
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html#functions-event-structure-query-header-cookie
  it("changes the first value only where `value` changed and `multiValue` did not", () => {
    const { request, response } = structuredClone(event) as CloudFrontFunctionEvent & { response: object };
    const changed = {
      ...request,
      querystring: { tag: { ...request.querystring.tag, value: "z" } },
      headers: { accept: { ...request.headers.accept, value: "z" } },
    };
    expect(fromCloudFrontFunctionResult(changed, event).request).toMatchObject({
      querystring: { tag: { value: "z", multiValue: [{ value: "z" }, { value: "y" }] } },
      headers: { accept: { value: "z", multiValue: [{ value: "z" }, { value: "b" }] } },
    });
    const set = { value: "1", multiValue: [{ value: "1" }, { value: "2", attributes: "Secure" }] };
    const given = { ...event, response: { ...response, cookies: { set } } } as CloudFrontFunctionEvent;
    const returned = { ...response, cookies: { set: { ...set, value: "3", attributes: "Path=/" } } };
    expect(fromCloudFrontFunctionResult(returned, given).response?.cookies).toEqual({
      set: {
        value: "3",
        attributes: "Path=/",
        multiValue: [
          { value: "3", attributes: "Path=/" },
          { value: "2", attributes: "Secure" },
        ],
      },
    });
  });

  it("reads a changed `multiValue`, by either spelling, before `value`", () => {
    const several = [{ value: "p" }, { value: "q" }];
    for (const spelled of [{ multiValue: several }, { multivalue: several }]) {
      const changed = { ...event.request, querystring: { tag: { value: "x", ...spelled } } };
      expect(fromCloudFrontFunctionResult(changed, event).request?.querystring).toEqual({
        tag: { value: "p", multiValue: several },
      });
    }
  });

  it("leaves a field as it was written where its values agree", () => {
    const several = [{ value: "1", attributes: "Path=/a" }, { value: "2" }];
    const cookies = { twice: { value: "1", multiValue: several } };
    const returned = { ...event.response, cookies };
    expect(fromCloudFrontFunctionResult(returned, event).response?.cookies).toEqual(cookies);
  });

  it("reads a query that is returned as text", () => {
    const changed = { ...event.request, querystring: "?a=1&b=2&a=3" };
    expect(fromCloudFrontFunctionResult(changed, event).request?.querystring).toEqual({
      a: { value: "1", multiValue: [{ value: "1" }, { value: "3" }] },
      b: { value: "2" },
    });
  });
});

describe("withRawQuery", () => {
  it("adds the query as text where the event has none", () => {
    expect(withRawQuery(event).request.rawQueryString).toBe("q=a%2Bb&tag=x&tag=y");
    const bare = { ...event, request: { ...event.request, querystring: {}, rawQueryString: "" } };
    expect(withRawQuery(bare)).toBe(bare);
    const none = { ...event, request: { ...event.request, querystring: {} } };
    expect(withRawQuery(none)).toBe(none);
  });
});
