import { afterEach, describe, expect, it } from "vitest";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond } from "../testing/origin.ts";

let harness: Harness;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  return harness;
};
afterEach(() => harness.close());

const newest = () => harness.dataPlane.traces.list({ limit: 1 })[0];
const inspect = async (path: string) => {
  const { status, body } = await harness.get(path, { host: "inspector.localhost:8080" });
  return { status, json: JSON.parse(body) };
};

describe("Traces", () => {
  it("have the reason of a hit or a miss", async () => {
    const { origin, clock, advance, get } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=10" }));
    await get("/a");
    expect(newest()?.cache).toMatchObject({
      outcome: "miss",
      reason: "no entry",
      stored: "stored for 10 s (max-age=10)",
    });
    advance(4);
    await get("/a");
    expect(newest()?.cache).toMatchObject({ outcome: "hit", reason: "fresh for 6 s more" });
    advance(9);
    origin.answer(respond(clock, { "cache-control": "no-store" }));
    await get("/a");
    expect(newest()?.cache).toMatchObject({
      outcome: "miss",
      reason: "expired 3 s ago (max-age=10)",
      stored: "not stored: no-store",
    });
    await get("/a");
    expect(newest()?.cache).toMatchObject({ outcome: "miss", reason: "no entry" });
  });

  it("have behavior, functions with their logs, origin and result", async () => {
    const { get } = await start({
      behaviors: [
        {
          PathPattern: "/a*",
          FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: "arn", EventType: "viewer-request" }] },
        },
      ],
      functions: { arn: ({ request }) => ({ kind: "request", request: { ...request, uri: "/b" } }) },
    });
    const { headers } = await get("/a?x=1");
    expect(newest()).toMatchObject({
      id: headers["x-amz-cf-id"],
      method: "GET",
      protocol: "http",
      url: "/a?x=1",
      distribution: { id: "E1TESTDISTRIB" },
      behavior: { index: 0, pathPattern: "/a*" },
      stages: [
        {
          event: "viewer-request",
          arn: "arn",
          logs: ["ran arn"],
          before: { request: { uri: "/a" } },
          after: { request: { uri: "/b" } },
        },
      ],
      origin: [{ originId: "main", method: "GET", status: 200, url: `http://localhost:${harness.origin.port}/b` }],
      result: { status: 200, xCache: "Miss from cloudfront", bytes: 7, aborted: false },
    });
  });

  it("are kept up to their capacity, the newest first", async () => {
    const { get, dataPlane } = await start({ traceCapacity: 2 });
    for (const path of ["/1", "/2", "/3"]) await get(path);
    expect(dataPlane.traces.list().map(({ url }) => url)).toEqual(["/3", "/2"]);
  });
});

describe("inspector.localhost", () => {
  it("lists requests, by distribution and limit, and shows one with its key's parts", async () => {
    const { get } = await start();
    await get("/1");
    const { headers } = await get("/2");
    await get("/", { host: "unknown.example.com" });
    const list = await inspect("/requests?distribution=E1TESTDISTRIB&limit=1");
    expect(list.json.requests).toHaveLength(1);
    expect(list.json.requests[0]).toMatchObject({
      url: "/2",
      status: 200,
      cache: { outcome: "miss", reason: "no entry" },
    });
    expect((await inspect("/requests")).json.requests).toHaveLength(3);
    const one = await inspect(`/requests/${encodeURIComponent(String(headers["x-amz-cf-id"]))}`);
    expect(one.json.cache.key).toEqual(["E1TESTDISTRIB", "GET", "/2"]);
  });

  it("explains errors of requests to it", async () => {
    await start();
    expect(await inspect("/requests?limit=all")).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining("'all'") },
    });
    expect(await inspect("/requests/gone")).toMatchObject({
      status: 404,
      json: { message: expect.stringContaining("'gone'") },
    });
    expect((await inspect("/other")).status).toBe(404);
  });

  it.each(["//", "///requests", "/requests/%zz", "/requests/%ff", "/requests?limit=%zz", "//[", "/\\"])(
    "answers the malformed path %s",
    async (path) => {
      await start();
      const { status, json } = await inspect(path);
      expect([400, 404]).toContain(status);
      expect(json.message).toEqual(expect.any(String));
    },
  );

  it.each([
    ["a page of another site", { "sec-fetch-site": "cross-site" }],
    ["a page of a served site", { "sec-fetch-site": "same-site", origin: "http://localhost:8080" }],
    ["a script of another site", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
  ])("refuses %s", async (_, headers) => {
    const { get } = await start();
    await get("/secret");
    const answered = await get("/requests", { host: "inspector.localhost:8080", headers });
    expect(answered.status).toBe(403);
    expect(answered.body).not.toContain("secret");
  });

  it.each([
    ["curl", {}],
    ["the address bar of a browser", { "sec-fetch-site": "none" }],
    ["a page of the inspector", { "sec-fetch-site": "same-origin", origin: "http://inspector.localhost:8080" }],
  ])("answers %s, and lets no other page include the answer", async (_, headers) => {
    const { get } = await start();
    const answered = await get("/requests", { host: "inspector.localhost:8080", headers });
    expect(answered).toMatchObject({
      status: 200,
      headers: { "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff" },
    });
    expect(answered.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("can not be reached by another name that leads to this machine, nor by another method", async () => {
    const { get } = await start();
    for (const host of ["evil.example:8080", "127.0.0.1:8080", "inspector.localhost.evil.example"]) {
      expect((await get("/requests", { host })).body).not.toContain('"requests"');
    }
    const posted = await get("/requests", { host: "inspector.localhost", method: "POST", body: "x" });
    expect(posted.status).toBe(405);
  });
});
