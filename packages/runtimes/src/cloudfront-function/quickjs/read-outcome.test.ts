import { describe, expect, it } from "vitest";
import { readOutcome } from "./read-outcome.ts";

const request = {
  method: "GET",
  uri: "/docs/",
  querystring: { a: { value: "1" } },
  headers: { host: { value: '"request":{"method":"GET","uri":"/docs/"' } },
  cookies: {},
};
const event = { version: "1.0", context: { requestId: "1" }, request };

/** Reads the outcome of a function that returned an output, for an event. */
function read(output: unknown, given: object = event) {
  return readOutcome(JSON.stringify({ output }), given, JSON.stringify(given)).output;
}

describe("The output of a function", () => {
  it("has the event's own objects if only the URI changed, or nothing", () => {
    for (const uri of ["/docs/index.html", "/docs/", '/"é\\"', ""]) {
      const output = read({ ...request, uri }) as typeof request;
      expect(output).toEqual({ ...request, uri });
      expect(output.headers).toBe(request.headers);
      expect(output.querystring).toBe(request.querystring);
    }
  });

  it("does not have the property that functions do not see", () => {
    const given = { ...event, request: { method: "GET", uri: "/", rawQueryString: "a=1", ...without(request) } };
    const output = read({ ...request, uri: "/a" }, given) as typeof request;
    expect(output).toEqual({ ...request, uri: "/a" });
    expect(output.headers).toBe(request.headers);
  });

  it.each([
    ["another header", { ...request, headers: { host: { value: "b" } } }],
    ["another method", { ...request, method: "POST" }],
    ["another property", { ...request, more: 1 }],
    ["a property before the others", { more: 1, ...request }],
    ["a URI that is not text", { ...request, uri: 1 }],
    ["a URI with properties behind it", { method: "GET", uri: "/", body: "x", ...without(request) }],
    ["no URI", without(request)],
    ["a response", { statusCode: 302 }],
    ["null", null],
    ["text", "text"],
  ])("is what the function returned if it has %s", (_, output) => {
    expect(read(output)).toEqual(output);
  });

  it("is absent if the function returned nothing", () => {
    expect(readOutcome("{}", event, JSON.stringify(event))).toEqual({});
  });

  it("is read for an event with a response, or of another form", () => {
    expect(read({ statusCode: 200 }, { ...event, response: { statusCode: 200 } })).toEqual({ statusCode: 200 });
    expect(read({ a: 1 }, { request: { a: 1 } })).toEqual({ a: 1 });
  });
});

function without({ querystring, headers, cookies }: typeof request) {
  return { querystring, headers, cookies };
}
