import { Agent } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { send } from "../testing/client.ts";
import { cachePolicy, localOrigin, originRequestPolicy } from "../testing/deployment.ts";
import type { FakeFunction } from "../testing/functions.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond, startOrigin } from "../testing/origin.ts";

type Event = "viewer-request" | "origin-request" | "origin-response" | "viewer-response";

let harness: Harness;
afterEach(() => harness.close());

const methods = { Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] } as never;

/** Starts a behavior with functions by event: CloudFront Functions at viewer events, unless `lambda` is set. */
const start = async (
  byEvent: Partial<Record<Event, FakeFunction>>,
  options: HarnessOptions & { lambda?: boolean; includeBody?: boolean } = {},
) => {
  const events = Object.keys(byEvent) as Event[];
  const isLambda = (event: Event) => options.lambda === true || event.startsWith("origin");
  const functions = events.filter((event) => !isLambda(event));
  const lambdas = events.filter(isLambda);
  harness = await startHarness({
    ...options,
    functions: byEvent as Record<string, FakeFunction>,
    behavior: {
      AllowedMethods: methods,
      FunctionAssociations: {
        Quantity: functions.length,
        Items: functions.map((event) => ({ FunctionARN: event, EventType: event })),
      },
      LambdaFunctionAssociations: {
        Quantity: lambdas.length,
        Items: lambdas.map((event) => ({
          LambdaFunctionARN: event,
          EventType: event,
          IncludeBody: options.includeBody === true && event.endsWith("request"),
        })),
      },
      ...options.behavior,
    },
  });
  return harness;
};

const events = () => harness.functions.calls.map(({ event }) => event);
const pass: FakeFunction = () => undefined;
const failure: FakeFunction = () => ({
  kind: "failure",
  status: 503,
  xCache: "LambdaExecutionError from cloudfront",
  message: "boom",
});

describe("The events of a request", () => {
  it("name the functions that are ahead, until others are", async () => {
    const { dataPlane, get } = await start({ "viewer-request": pass, "viewer-response": pass });
    const aheadIn = async (path: string) => {
      await get(path);
      return dataPlane.traces.list()[0]?.stages.map(({ ahead }) => ahead);
    };
    expect(await aheadIn("/before")).toEqual([undefined, undefined]);
    dataPlane.markAhead(new Map([["viewer-request", "site-redirects"]]));
    expect(await aheadIn("/ahead")).toEqual([["site-redirects"], undefined]);
    dataPlane.markAhead(new Map());
    expect(await aheadIn("/after")).toEqual([undefined, undefined]);
  });

  it("name the functions that were ahead when they began", async () => {
    const edit: FakeFunction = () => {
      harness.dataPlane.markAhead(new Map([["viewer-request", "site-redirects"]]));
      return undefined;
    };
    const { dataPlane, get } = await start({ "viewer-request": edit });
    await get("/a");
    expect(dataPlane.traces.list()[0]?.stages.map(({ ahead }) => ahead)).toEqual([undefined]);
    await get("/b");
    expect(dataPlane.traces.list()[0]?.stages.map(({ ahead }) => ahead)).toEqual([["site-redirects"]]);
  });

  it("are four on a miss, and the two viewer events on a hit", async () => {
    await start({ "viewer-request": pass, "origin-request": pass, "origin-response": pass, "viewer-response": pass });
    await harness.get("/a");
    expect(events()).toEqual(["viewer-request", "origin-request", "origin-response", "viewer-response"]);
    await harness.get("/a");
    expect(events().slice(4)).toEqual(["viewer-request", "viewer-response"]);
  });

  it("have the distribution, the request's id and the viewer", async () => {
    await start({ "viewer-request": pass });
    const { headers } = await harness.get("/a?x=1", { headers: { "x-mine": "1" } });
    expect(harness.functions.calls[0]).toMatchObject({
      event: "viewer-request",
      runtime: "cloudfront-function",
      arn: "viewer-request",
      distribution: { id: "E1TESTDISTRIB", domainName: "e1testdistrib.cloudfront.net" },
      requestId: headers["x-amz-cf-id"],
      clientIp: "127.0.0.1",
      request: { method: "GET", uri: "/a", querystring: "x=1" },
    });
    expect(harness.functions.calls[0]?.request.headers).toContainEqual(["x-mine", "1"]);
  });
});

describe("Viewer request", () => {
  it("can rewrite the URI, which changes neither behavior nor origin", async () => {
    const other = await startOrigin();
    await start(
      { "viewer-request": ({ request }) => ({ kind: "request", request: { ...request, uri: "/other/b" } }) },
      {
        origins: [localOrigin("other", other.port)],
        behaviors: [{ PathPattern: "/other/*", TargetOriginId: "other" }],
      },
    );
    expect((await harness.get("/a")).body).toBe("path /other/b");
    expect(other.received).toEqual([]);
    expect((await harness.get("/c")).headers["x-cache"]).toBe("Hit from cloudfront");
    await other.close();
  });

  it("can generate a response, which is not cached and skips viewer response", async () => {
    await start({
      "viewer-request": () => ({
        kind: "response",
        response: { status: 302, statusDescription: "Found", headers: [["Location", "/b"]] },
      }),
      "viewer-response": pass,
    });
    for (let time = 0; time < 2; time += 1) {
      const answer = await harness.get("/a");
      expect(answer.status).toBe(302);
      expect(answer.headers).toMatchObject({ location: "/b", "x-cache": "FunctionGeneratedResponse from cloudfront" });
    }
    expect(events()).toEqual(["viewer-request", "viewer-request"]);
    expect(harness.origin.received).toEqual([]);
  });

  it("has LambdaGeneratedResponse in X-Cache if Lambda@Edge generates a response", async () => {
    const response = { status: 200, headers: [], body: Buffer.from("made") };
    await start({ "viewer-request": () => ({ kind: "response", response }) }, { lambda: true });
    const answer = await harness.get("/a");
    expect(answer.body).toBe("made");
    expect(answer.headers["x-cache"]).toBe("LambdaGeneratedResponse from cloudfront");
  });

  it("can fail, which gives AWS's status and X-Cache, and logs the function's last line", async () => {
    await start({ "viewer-request": failure });
    const answer = await harness.get("/a");
    expect(answer.status).toBe(503);
    expect(answer.headers["x-cache"]).toBe("LambdaExecutionError from cloudfront");
    const line = "viewer-request function viewer-request failed: boom; its log ends with: ran viewer-request";
    expect(harness.log).toEqual([line]);
  });

  it("has CloudFront-* headers for CloudFront Functions; for Lambda@Edge they are added after it", async () => {
    const options: HarnessOptions = {
      originRequestPolicies: {
        proto: originRequestPolicy({ headers: { behavior: "whitelist", names: ["CloudFront-Forwarded-Proto"] } }),
      },
      behavior: { OriginRequestPolicyId: "proto" },
    };
    const seen = () =>
      harness.functions.calls[0]?.request.headers.some(([name]) => name === "CloudFront-Forwarded-Proto");
    await start({ "viewer-request": pass }, options);
    await harness.get("/a");
    expect(seen()).toBe(true);
    await harness.close();
    await start({ "viewer-request": pass }, { ...options, lambda: true });
    await harness.get("/a");
    expect(seen()).toBe(false);
    expect(harness.origin.received[0]?.headers["cloudfront-forwarded-proto"]).toBe("http");
  });

  it("can change the cache key", async () => {
    await start(
      {
        "viewer-request": ({ request }) => ({
          kind: "request",
          request: {
            ...request,
            headers: [...request.headers, ["X-Group", request.querystring === "x=1" ? "a" : "b"]],
          },
        }),
      },
      { cachePolicies: { path: cachePolicy({ headers: ["X-Group"] }) } },
    );
    await harness.get("/a?x=1");
    expect((await harness.get("/a?x=2")).headers["x-cache"]).toBe("Miss from cloudfront");
    expect(harness.origin.received.map(({ headers }) => headers["x-group"])).toEqual(["a", "b"]);
  });

  it("can select, update and group origins", async () => {
    const other = await startOrigin();
    const change = (call: Parameters<FakeFunction>[0]) => {
      if (call.request.uri === "/select") return { kind: "select", originId: "other" } as const;
      if (call.request.uri === "/update") {
        return {
          kind: "update",
          properties: {
            domainName: "127.0.0.1",
            hostHeader: "host.example.com",
            originPath: "/path",
            customHeaders: { "x-custom": "1" },
            customOriginConfig: { port: other.port, protocol: "http" },
          },
        } as const;
      }
      return {
        kind: "group",
        members: [{ originId: "main" }, { originId: "other" }],
        failoverStatuses: [500],
      } as const;
    };
    await start(
      { "viewer-request": (call) => ({ kind: "request", request: call.request, origin: change(call) }) },
      { origins: [localOrigin("other", other.port)] },
    );
    harness.origin.answer(respond(harness.clock, {}, "", 500));
    for (const path of ["/select", "/update", "/group"]) expect((await harness.get(path)).status).toBe(200);
    expect(other.received.map(({ url }) => url)).toEqual(["/select", "/path/update", "/group"]);
    expect(other.received[1]?.headers).toMatchObject({ host: "host.example.com", "x-custom": "1" });
    await other.close();
  });
});

describe("Origin request", () => {
  it("sees the request to the origin and may change it, without changing the cache key", async () => {
    await start({
      "origin-request": ({ request }) => ({
        kind: "request",
        request: { ...request, uri: "/changed", querystring: "y=1", headers: [...request.headers, ["X-Added", "1"]] },
      }),
    });
    expect((await harness.get("/a")).body).toBe("path /changed?y=1");
    expect(harness.origin.received[0]?.headers["x-added"]).toBe("1");
    expect((await harness.get("/a")).headers["x-cache"]).toBe("Hit from cloudfront");
    const [call] = harness.functions.calls;
    expect(call?.request.headers).toContainEqual(["User-Agent", "Amazon CloudFront"]);
    expect(call?.origin?.custom).toMatchObject({
      domainName: "localhost",
      port: harness.origin.port,
      protocol: "http",
      path: "",
    });
  });

  it("may replace the origin", async () => {
    const other = await startOrigin();
    await start({
      "origin-request": ({ request, origin }) => ({
        kind: "request",
        request,
        origin: { kind: "replace", origin: { custom: { ...origin?.custom, port: other.port, path: "/p" } } },
      }),
    });
    expect((await harness.get("/a")).body).toBe("path /p/a");
    expect(other.received).toHaveLength(1);
    await other.close();
  });

  it("can generate a response, which is cached by the TTL rules, skips origin response, and is seen at viewer response", async () => {
    await start({
      "origin-request": () => ({
        kind: "response",
        response: { status: 200, headers: [["Cache-Control", "max-age=60"]], body: Buffer.from("made") },
      }),
      "origin-response": pass,
      "viewer-response": pass,
    });
    const first = await harness.get("/a");
    expect(first.body).toBe("made");
    expect(first.headers["x-cache"]).toBe("LambdaGeneratedResponse from cloudfront");
    expect((await harness.get("/a")).headers["x-cache"]).toBe("Hit from cloudfront");
    harness.advance(60);
    await harness.get("/a");
    expect(events().filter((event) => event === "origin-request")).toHaveLength(2);
    expect(events().filter((event) => event === "origin-response")).toHaveLength(0);
    expect(events().filter((event) => event === "viewer-response")).toHaveLength(3);
  });

  it("can fail, which is not cached", async () => {
    await start({ "origin-request": failure });
    expect((await harness.get("/a")).status).toBe(503);
    await harness.get("/a");
    expect(events()).toHaveLength(2);
  });

  it("sees the beginning of the body with IncludeBody, and the origin gets all of it", async () => {
    await start({ "viewer-request": pass, "origin-request": pass }, { lambda: true, includeBody: true });
    const body = "x".repeat(100_000);
    await harness.get("/a", { method: "POST", body });
    const [viewer, origin] = harness.functions.calls;
    expect(viewer?.body?.data.length).toBe(40 * 1024);
    expect(viewer?.body?.truncated).toBe(true);
    expect(origin?.body?.truncated).toBe(false);
    // Comparing byte by byte, vitest would take over a second.
    expect(origin?.body?.data.equals(Buffer.from(body))).toBe(true);
    expect(harness.origin.received[0]?.body).toBe(body);
  });

  it("leaves the connection usable when it answers before the whole body has arrived", async () => {
    await start(
      {
        "viewer-request": () => ({
          kind: "response",
          response: { status: 200, headers: [], body: Buffer.from("made") },
        }),
      },
      { lambda: true, includeBody: true },
    );
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { httpPort: port } = harness.dataPlane;
    const ports = new Set<number | undefined>();
    agent.on("free", (socket: { localPort?: number }) => ports.add(socket.localPort));
    for (let time = 0; time < 2; time += 1) {
      const headers = { host: "localhost", "content-length": 2_000_000 };
      const answer = await send({ port, path: "/a", method: "POST", headers, body: "x".repeat(2_000_000), agent });
      expect(answer.body).toBe("made");
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  it("may replace the body", async () => {
    await start(
      { "origin-request": ({ request }) => ({ kind: "request", request, body: Buffer.from("other") }) },
      { includeBody: true },
    );
    await harness.get("/a", { method: "POST", body: "sent" });
    expect(harness.origin.received[0]).toMatchObject({ body: "other", headers: { "content-length": "5" } });
  });
});

describe("Origin response", () => {
  it("always runs, also when the origin answers 400 or above", async () => {
    await start({ "origin-response": pass, "viewer-response": pass });
    harness.origin.answer(respond(harness.clock, {}, "", 404));
    await harness.get("/a");
    expect(events()).toEqual(["origin-response"]);
    expect(harness.functions.calls[0]?.response?.status).toBe(404);
  });

  it("changes the stored response", async () => {
    await start({
      "origin-response": ({ response }) => ({
        kind: "response",
        response: {
          status: 200,
          headers: [
            ...(response?.headers ?? []).filter(([name]) => name !== "content-length"),
            ["Cache-Control", "max-age=60"],
          ],
          body: Buffer.from("replaced"),
        },
      }),
    });
    harness.origin.answer(respond(harness.clock, {}, "", 404));
    for (const cache of ["Miss from cloudfront", "Hit from cloudfront"]) {
      const answer = await harness.get("/a");
      expect(answer).toMatchObject({ status: 200, body: "replaced" });
      expect(answer.headers).toMatchObject({ "x-cache": cache, "content-length": "8" });
    }
    expect(harness.origin.received).toHaveLength(1);
  });
});

describe("Viewer response", () => {
  it("changes each response, cached or not, but not the stored response", async () => {
    let count = 0;
    await start({
      "viewer-response": ({ response }) => {
        count += 1;
        return {
          kind: "response",
          response: { status: 200, headers: [...(response?.headers ?? []), ["X-Count", String(count)]] },
        };
      },
    });
    expect((await harness.get("/a")).headers["x-count"]).toBe("1");
    expect((await harness.get("/a")).headers["x-count"]).toBe("2");
  });

  it.each(
    [400, 403, 404, 500, 503].flatMap((status) => [
      { status, runtime: "CloudFront Functions", lambda: false },
      { status, runtime: "Lambda@Edge", lambda: true },
    ]),
  )("does not run in $runtime when the origin or the cache answers $status", async ({ status, lambda }) => {
    await start({ "viewer-response": pass }, { lambda });
    harness.origin.answer(respond(harness.clock, {}, "", status));
    await harness.get("/a");
    await harness.get("/a");
    expect(events()).toEqual([]);
  });

  it.each([200, 302, 304])("runs when the origin answers %d", async (status) => {
    await start({ "viewer-response": pass });
    harness.origin.answer(respond(harness.clock, {}, "", status));
    await harness.get("/a");
    expect(events()).toEqual(["viewer-response"]);
  });

  it("does not run for a custom error page, nor for a redirect to HTTPS", async () => {
    await start(
      { "viewer-response": pass },
      {
        errors: [{ ErrorCode: 404, ResponsePagePath: "/404.html", ResponseCode: "200" }],
        behavior: { ViewerProtocolPolicy: "redirect-to-https" },
      },
    );
    harness.origin.answer((request, response, count) => {
      respond(harness.clock, {}, "page", request.url === "/404.html" ? 200 : 404)(request, response, count);
    });
    expect((await harness.get("/a")).status).toBe(301);
    expect((await harness.get("/a", { https: true })).body).toBe("page");
    expect(events()).toEqual([]);
  });

  it("can fail, which replaces the response", async () => {
    await start({ "viewer-response": failure });
    expect((await harness.get("/a")).status).toBe(503);
  });
});

describe("X-Cache", () => {
  const made: FakeFunction = () => ({ kind: "response", response: { status: 200, headers: [] } });
  const secure = { ViewerProtocolPolicy: "redirect-to-https" } as const;

  it.each<[string, Parameters<typeof start>, number]>([
    ["Miss", [{}], 200],
    ["Error", [{}], 404],
    ["Redirect", [{}, { behavior: secure }], 200],
    ["FunctionGeneratedResponse", [{ "viewer-request": made }], 200],
    ["LambdaGeneratedResponse", [{ "viewer-request": made }, { lambda: true }], 200],
  ])("is '%s from cloudfront'", async (result, given, status) => {
    await start(...given);
    harness.origin.answer(respond(harness.clock, {}, "", status));
    expect((await harness.get("/a")).headers["x-cache"]).toBe(`${result} from cloudfront`);
  });

  it("is 'Hit from cloudfront' while a stored response is fresh, and RefreshHit when the origin has confirmed it", async () => {
    await start({});
    const xCache = async () => (await harness.get("/a")).headers["x-cache"];
    harness.origin.answer(respond(harness.clock, { "cache-control": "max-age=5", etag: '"1"' }, "one"));
    expect([await xCache(), await xCache()]).toEqual(["Miss from cloudfront", "Hit from cloudfront"]);
    harness.advance(6);
    harness.origin.answer(respond(harness.clock, { etag: '"1"' }, "", 304));
    expect(await xCache()).toBe("RefreshHit from cloudfront");
  });
});
