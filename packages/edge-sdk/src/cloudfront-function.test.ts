import { describe, expect, test } from "vitest";
import { provideKeyValueStore } from "#runtime";
import { viewerRequest, viewerRequestAsync, viewerResponse, viewerResponseAsync } from "./cloudfront-function.ts";
import { onViewerRequest, onViewerResponse, redirect } from "./index.ts";

const event = () => ({
  viewer: { ip: "198.51.100.7" },
  request: { method: "GET", uri: "/", querystring: {}, headers: {}, cookies: {} },
  response: { statusCode: 200, headers: {}, cookies: {} },
});

const appendPath = onViewerRequest<string>((request, { config }) => request.rewrite(`${request.path}${config}`));
const redirectTo = onViewerRequest<string>((_, { config }) => redirect(config));
const addHeader = onViewerResponse<string>((response, { config, request }) => {
  response.headers.append("x-order", `${config} of ${request.path}`);
  return response;
});
const appendLater = onViewerRequest<string>(async (request, { config }) => {
  await Promise.resolve();
  return request.rewrite(`${request.path}${config}`);
});
const addHeaderLater = onViewerResponse<string>(async (response, context) => {
  await Promise.resolve();
  return addHeader.handle(response, context);
});

describe("a chain of request handlers", () => {
  test("runs in order, each with its own config", () => {
    const handler = viewerRequest([
      [appendPath, "a"],
      [appendPath, "b"],
    ]);
    expect(handler(event())).toMatchObject({ uri: "/ab" });
  });

  test("ends at the first response", () => {
    const handler = viewerRequest([
      [appendPath, "a"],
      [redirectTo, "/first"],
      [redirectTo, "/second"],
    ]);
    expect(handler(event())).toMatchObject({ statusCode: 302, headers: { location: { value: "/first" } } });
  });

  test("passes the request on untouched when it is empty", () => {
    const given = event();
    expect(viewerRequest([])(given)).toBe(given.request);
  });

  test("waits for each handler in the asynchronous form", async () => {
    const going = viewerRequestAsync([
      [appendLater, "a"],
      [appendPath, "b"],
      [appendLater, "c"],
    ]);
    expect(await going(event())).toMatchObject({ uri: "/abc" });
    const ending = viewerRequestAsync([
      [appendLater, "a"],
      [redirectTo, "/first"],
      [appendLater, "b"],
    ]);
    expect(await ending(event())).toMatchObject({ statusCode: 302 });
  });
});

describe("a chain of response handlers", () => {
  const order = { headers: { "x-order": { multiValue: [{ value: "1 of /" }, { value: "2 of /" }] } } };

  test("runs whole, in order, and shows the request", () => {
    const handler = viewerResponse([
      [addHeader, "1"],
      [addHeader, "2"],
    ]);
    expect(handler(event())).toMatchObject(order);
  });

  test("waits for each handler in the asynchronous form", async () => {
    const handler = viewerResponseAsync([
      [addHeaderLater, "1"],
      [addHeader, "2"],
    ]);
    expect(await handler(event())).toMatchObject(order);
  });
});

describe("a chain that waits", () => {
  test("hands on the function's KeyValueStore", async () => {
    const read = onViewerRequest(async (request, { kvs }) => request.rewrite((await kvs.get("path")) ?? "/none"));
    expect(await viewerRequestAsync([[read, undefined]])(event())).toMatchObject({ uri: "/none" });
    provideKeyValueStore({ get: async (key) => `/${key}` });
    expect(await viewerRequestAsync([[read, undefined]])(event())).toMatchObject({ uri: "/path" });
    const show = onViewerResponse(async (response, { kvs }) => {
      response.headers.set("x-value", (await kvs.get("a")) ?? "");
      return response;
    });
    expect(await viewerResponseAsync([[show, undefined]])(event())).toMatchObject({
      headers: { "x-value": { value: "/a" } },
    });
    provideKeyValueStore({ get: async () => undefined });
  });
});
