import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { onOriginRequest, onViewerResponse, redirect } from "../index.ts";
import { loadCases, mismatches, runCase } from "./index.ts";

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "cases-"));
});

afterEach(() => rmSync(directory, { recursive: true }));

function write(file: string, content: unknown): void {
  writeFileSync(path.join(directory, file), typeof content === "string" ? content : JSON.stringify(content));
}

const event = { request: { uri: "/a" } };

describe("loadCases", () => {
  test("gives the cases by file name, with the shared config and what the event leaves out", () => {
    write("_config.json", { a: 1 });
    write("_secrets.json", { "/shared": "c" });
    write("b.json", { case: "second", config: null, event, expected: { request: {} } });
    write("a.json", { case: "first", event, expected: { request: {} }, secrets: { "/a": "b" } });
    expect(loadCases(directory)).toMatchObject([
      {
        file: "a.json",
        case: "first",
        config: { a: 1 },
        secrets: { "/a": "b" },
        kvs: {},
        instance: path.basename(path.dirname(directory)),
        event: { request: { method: "GET", uri: "/a", headers: {}, querystring: {}, cookies: {} } },
      },
      { file: "b.json", case: "second", config: null, secrets: { "/shared": "c" } },
    ]);
  });

  test.each([
    ["is not JSON", "{", /a\.json is not JSON/],
    [
      "has an unknown key",
      { case: "x", event, expected: { request: {} }, exected: 1 },
      /: exected: unknown key 'exected'\. Did you mean 'expected'\?/,
    ],
    [
      "expects something unknown",
      { case: "x", event, expected: { headers: {} } },
      /: expected\.headers: unknown key 'headers'\./,
    ],
    ["expects nothing", { case: "x", event, expected: {} }, /a\.json: expected: must have a 'request' or a 'response'/],
    [
      "has no request",
      { case: "x", event: {}, expected: { request: {} } },
      /a\.json: event\.request: is missing; it must be an object/,
    ],
  ])("names the file when it %s", (_, content, message) => {
    write("a.json", content);
    expect(() => loadCases(directory)).toThrow(message);
  });
});

describe("runCase", () => {
  const request = { method: "GET", uri: "/a", headers: {}, querystring: {}, cookies: {} };

  test("gives the request or the response, and leaves the case as it was", async () => {
    const received = { event: { viewer: { ip: "198.51.100.7" }, request }, config: "/b" };
    const rewrite = onOriginRequest<string>((given, { config }) => given.rewrite(config));
    expect(await runCase(rewrite, received)).toEqual({ request: { ...request, uri: "/b" } });
    expect(await runCase(rewrite, received, "/c")).toMatchObject({ request: { uri: "/c" } });
    expect(
      await runCase(
        onOriginRequest(() => redirect("/c")),
        received,
      ),
    ).toMatchObject({ response: { statusCode: 302 } });
    expect(request.uri).toBe("/a");
  });

  test("gives a handler the case's store, and returns its calls on the origin", async () => {
    const received = {
      event: { viewer: { ip: "198.51.100.7" }, request },
      config: undefined,
      kvs: { eu: "origin-eu" },
    };
    const select = onOriginRequest(async (given, { kvs }) => {
      given.origin.select((await kvs.get("eu")) ?? "");
      given.origin.update({ originPath: "/a" });
      given.origin.group(["a", "b"], [500]);
      return given;
    });
    const outcome = await runCase(select, received);
    expect(outcome).toEqual({
      request,
      origin: [
        { method: "selectRequestOriginById", arguments: ["origin-eu"] },
        { method: "updateRequestOrigin", arguments: [{ originPath: "/a" }] },
        {
          method: "createRequestOriginGroup",
          arguments: [{ originIds: [{ originId: "a" }, { originId: "b" }], failoverCriteria: { statusCodes: [500] } }],
        },
      ],
    });
    expect(mismatches({ request: {}, origin: [] }, outcome)).toHaveLength(1);
  });

  test("runs handlers of responses", async () => {
    const response = { statusCode: 200, headers: {}, cookies: {} };
    const received = { event: { viewer: { ip: "198.51.100.7" }, request, response }, config: undefined };
    expect(
      await runCase(
        onViewerResponse((given) => given),
        received,
      ),
    ).toEqual({ response });
  });
});

describe("mismatches", () => {
  const response = { statusCode: 302, headers: { location: { value: "/a" } }, cookies: {} };

  test("finds none when all that is expected is there", () => {
    const expected = { response: { headers: { location: { value: "/a" } } }, absentHeaders: ["set-cookie"] };
    expect(mismatches(expected, { response })).toEqual([]);
  });

  test("names each difference", () => {
    const expected = {
      response: { statusCode: 301, headers: { location: { value: "/b" }, x: {} } },
      absentHeaders: ["location"],
    };
    expect(mismatches(expected, { response })).toEqual([
      "response.statusCode is 302, not 301",
      'response.headers.location.value is "/a", not "/b"',
      "response.headers.x is undefined, not {}",
      'header location is there: {"value":"/a"}',
    ]);
  });

  test("finds a response where a request was expected", () => {
    expect(mismatches({ request: { uri: "/a" } }, { response })).toEqual(['request is undefined, not {"uri":"/a"}']);
  });
});
