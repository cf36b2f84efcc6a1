import { createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { portAddress } from "../../moto/server/address.ts";
import { createOriginResolver } from "../7-origin/resolve-origin.ts";
import { cachePolicy, localOrigin, originRequestPolicy } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond, startOrigin } from "../testing/origin.ts";

let harness: Harness;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  return harness;
};
afterEach(() => harness.close());

const allMethods = { Quantity: 7, Items: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"] } as never;

describe("An origin's response", () => {
  it("becomes 502 with over 20,480 bytes of headers", async () => {
    const { get, origin } = await start();
    const answer = (length: number) =>
      origin.answer((_request, response) => response.writeHead(200, { "x-large": "a".repeat(length) }).end("body"));
    answer(20_000);
    expect((await get("/a")).status).toBe(200);
    answer(20_480);
    expect((await get("/b")).status).toBe(502);
    answer(10);
    expect((await get("/c")).status).toBe(200);
  });
});

describe("Origin request", () => {
  it("has the origin's domain as Host, unless a policy forwards it", async () => {
    const { get, origin, deployment } = await start();
    await get("/a");
    deployment.cachePolicies.set("path", cachePolicy({ headers: ["Host"] }));
    await get("/b");
    expect(origin.received.map(({ headers }) => headers.host)).toEqual(["localhost", "e1testdistrib.cloudfront.net"]);
  });

  it("has User-Agent: Amazon CloudFront, unless a policy forwards it", async () => {
    const { get, origin } = await start({
      originRequestPolicies: {
        viewer: originRequestPolicy({ headers: { behavior: "whitelist", names: ["User-Agent"] } }),
      },
      behaviors: [{ PathPattern: "/b", OriginRequestPolicyId: "viewer" }],
    });
    await get("/a", { headers: { "user-agent": "curl" } });
    await get("/b", { headers: { "user-agent": "curl" } });
    expect(origin.received.map(({ headers }) => headers["user-agent"])).toEqual(["Amazon CloudFront", "curl"]);
  });

  it("appends to X-Forwarded-For and Via, and has X-Amz-Cf-Id", async () => {
    const { get, origin } = await start();
    const { headers } = await get("/a", { headers: { "x-forwarded-for": "192.0.2.4", via: "1.0 proxy" } });
    expect(origin.received[0]?.headers).toMatchObject({
      "x-forwarded-for": "192.0.2.4, 127.0.0.1",
      via: "1.0 proxy, 1.1 e1testdistrib.cloudfront.net (CloudFront)",
      "x-amz-cf-id": headers["x-amz-cf-id"],
    });
  });

  it("has no Authorization on GET and HEAD unless it is in the key", async () => {
    const { get, origin, deployment } = await start({ behavior: { AllowedMethods: allMethods } });
    const headers = { authorization: "Bearer x" };
    await get("/a", { headers });
    await get("/b", { headers, method: "HEAD" });
    await get("/c", { headers, method: "POST", body: "x" });
    deployment.cachePolicies.set("path", cachePolicy({ headers: ["Authorization"] }));
    await get("/d", { headers });
    expect(origin.received.map((request) => request.headers.authorization)).toEqual([
      undefined,
      undefined,
      "Bearer x",
      "Bearer x",
    ]);
  });

  it("has neither hop-by-hop headers nor CloudFront's own", async () => {
    const { get, origin } = await start({
      originRequestPolicies: { viewer: originRequestPolicy({ headers: { behavior: "allViewer" } }) },
      behavior: { OriginRequestPolicyId: "viewer" },
    });
    await get("/a", {
      headers: {
        connection: "keep-alive, x-named",
        "x-named": "1",
        te: "trailers",
        "x-real-ip": "192.0.2.1",
        "x-forwarded-proto": "https",
        "x-edge-test": "1",
        "x-mine": "1",
      },
    });
    const { headers } = origin.received[0] ?? {};
    expect(headers?.["x-mine"]).toBe("1");
    for (const name of ["x-named", "te", "x-real-ip", "x-forwarded-proto", "x-edge-test"]) {
      expect([name, headers?.[name]]).toEqual([name, undefined]);
    }
  });

  it("has the viewer's conditions if a policy forwards them, unless a stored response is to be confirmed", async () => {
    const { get, origin, clock, advance } = await start({
      originRequestPolicies: { viewer: originRequestPolicy({ headers: { behavior: "allViewer" } }) },
      behavior: { OriginRequestPolicyId: "viewer" },
      behaviors: [{ PathPattern: "/unasked" }],
    });
    const headers = { "if-none-match": '"viewer"', range: "bytes=0-1" };
    origin.answer(respond(clock, {}, "", 304));
    expect((await get("/a", { headers })).status).toBe(304);
    origin.answer(respond(clock, { "cache-control": "max-age=10", etag: '"stored"' }));
    await get("/a");
    advance(11);
    await get("/a", { headers });
    await get("/unasked", { headers });
    const conditions = origin.received.map(({ headers }) => [headers["if-none-match"], headers.range]);
    expect(conditions).toEqual([
      ['"viewer"', undefined],
      [undefined, undefined],
      ['"stored"', undefined],
      [undefined, undefined],
    ]);
  });

  it("has the parts that an origin request policy adds, which are not in the cache key", async () => {
    const { get, origin } = await start({
      originRequestPolicies: {
        some: originRequestPolicy({
          headers: { behavior: "whitelist", names: ["X-One"] },
          cookies: { behavior: "whitelist", names: ["c"] },
          query: { behavior: "all" },
        }),
      },
      behavior: { OriginRequestPolicyId: "some" },
    });
    await get("/a?x=1", { headers: { "x-one": "1", "x-two": "2", cookie: "d=1; c=1" } });
    const again = await get("/a?x=2", { headers: { "x-one": "2" } });
    expect(again.headers["x-cache"]).toBe("Hit from cloudfront");
    expect(origin.received[0]).toMatchObject({ url: "/a?x=1", headers: { "x-one": "1", cookie: "c=1" } });
    expect(origin.received[0]?.headers["x-two"]).toBeUndefined();
  });

  it("has the CloudFront-* headers that a policy asks for, and not the viewer's own", async () => {
    const { get, origin } = await start({
      originRequestPolicies: {
        viewer: originRequestPolicy({
          headers: { behavior: "allViewerAndWhitelistCloudFront", names: ["CloudFront-Forwarded-Proto"] },
        }),
      },
      behavior: { OriginRequestPolicyId: "viewer" },
    });
    await get("/a", { headers: { "cloudfront-forwarded-proto": "gopher", "cloudfront-is-mobile-viewer": "true" } });
    expect(origin.received[0]?.headers["cloudfront-forwarded-proto"]).toBe("http");
    expect(origin.received[0]?.headers["cloudfront-is-mobile-viewer"]).toBeUndefined();
  });

  it("has the origin's path and custom headers, which replace the viewer's", async () => {
    const { get, origin } = await start({
      main: {
        OriginPath: "/production",
        CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "X-Secret", HeaderValue: "s" }] },
      },
      cachePolicies: { path: cachePolicy({ headers: ["x-secret"] }) },
    });
    await get("/a", { headers: { "x-secret": "guess" } });
    expect(origin.received[0]).toMatchObject({ url: "/production/a", headers: { "x-secret": "s" } });
  });

  it("reuses a connection", async () => {
    const { get, origin } = await start();
    const ports = new Set<number | undefined>();
    origin.answer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("x");
    });
    for (const path of ["/a", "/b", "/c"]) await get(path);
    expect(ports.size).toBe(1);
  });
});

describe("Origin response", () => {
  it("is passed to the viewer, also if it is a redirect", async () => {
    const { get, origin, clock } = await start();
    origin.answer(respond(clock, { location: "/elsewhere" }, "", 302));
    expect(await get("/a")).toMatchObject({ status: 302, headers: { location: "/elsewhere" } });
    expect((await get("/a")).headers["x-cache"]).toBe("Hit from cloudfront");
    expect(origin.received).toHaveLength(1);
  });

  it("has X-Cache, Via, X-Amz-Cf-Id and X-Amz-Cf-Pop", async () => {
    const { get } = await start();
    expect((await get("/a")).headers).toMatchObject({
      "x-cache": "Miss from cloudfront",
      via: "1.1 e1testdistrib.cloudfront.net (CloudFront)",
      "x-amz-cf-id": expect.stringMatching(/^[\w-]{52}==$/),
      "x-amz-cf-pop": expect.stringMatching(/^[A-Z0-9]+-[A-Z]\d+$/),
    });
  });

  it("has Set-Cookie only if cookies are forwarded, and then each of several", async () => {
    const { get, origin, clock, deployment } = await start();
    origin.answer(respond(clock, { "set-cookie": ["a=1", "b=2"] }));
    expect((await get("/a")).headers["set-cookie"]).toBeUndefined();
    deployment.cachePolicies.set("path", cachePolicy({ cookies: { behavior: "all" } }));
    expect((await get("/b")).headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  });

  it("is neither stored nor ended regularly when the origin breaks it off", async () => {
    const { get, origin } = await start();
    origin.answer((_request, response) => {
      response.writeHead(200, { "content-length": 10 });
      response.write("half");
      setTimeout(() => response.destroy(), 50);
    });
    expect(await get("/a")).toMatchObject({ aborted: true, body: "half" });
    origin.answer((_request, response) => response.end("whole"));
    expect(await get("/a")).toMatchObject({ aborted: false, body: "whole" });
  });

  it("may follow interim responses", async () => {
    const { get, origin } = await start();
    origin.answer((_request, response) => {
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      response.end("final");
    });
    expect(await get("/a")).toMatchObject({ status: 200, body: "final" });
  });
});

describe("Origin timeouts and attempts", () => {
  const silent = async () => {
    let connections = 0;
    const server = createTcpServer(() => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    return { port, count: () => connections, close: () => server.close() };
  };

  it("answers 504 when the origin does not answer, for GET after all connection attempts", async () => {
    const server = await silent();
    const { get } = await start({
      origins: [
        localOrigin("silent", server.port, {
          ConnectionAttempts: 2,
          CustomOriginConfig: {
            HTTPPort: server.port,
            HTTPSPort: 443,
            OriginProtocolPolicy: "http-only",
            OriginReadTimeout: 0.1,
          },
        }),
      ],
      behavior: { TargetOriginId: "silent", AllowedMethods: allMethods },
    });
    expect((await get("/a")).status).toBe(504);
    expect(server.count()).toBe(2);
    expect((await get("/b", { method: "POST", body: "x" })).status).toBe(504);
    expect(server.count()).toBe(3);
    server.close();
  });

  it("answers 502 when the origin's answer is not HTTP", async () => {
    const server = createTcpServer((socket) => socket.end("nonsense\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const { get } = await start({ origins: [localOrigin("odd", port)], behavior: { TargetOriginId: "odd" } });
    expect((await get("/a")).status).toBe(502);
    server.close();
  });
});

describe("Failover", () => {
  const group = (codes: number[]): HarnessOptions["config"] => ({
    OriginGroups: {
      Quantity: 1,
      Items: [
        {
          Id: "group",
          FailoverCriteria: { StatusCodes: { Quantity: codes.length, Items: codes } },
          Members: { Quantity: 2, Items: [{ OriginId: "main" }, { OriginId: "second" }] },
        },
      ],
    },
  });
  const withSecond = async (codes: number[], options: HarnessOptions = {}) => {
    const second = await startOrigin((_request, response) => response.end("second"));
    await start({
      ...options,
      origins: [localOrigin("second", second.port)],
      behavior: { TargetOriginId: "group", AllowedMethods: allMethods, ...options.behavior },
      config: group(codes) ?? {},
    });
    return second;
  };

  it.each([400, 403, 404, 416, 429, 500, 502, 503, 504])(
    "goes to the second origin on %i where the criteria name it",
    async (status) => {
      const second = await withSecond([status]);
      harness.origin.answer(respond(harness.clock, {}, "first", status));
      expect(await harness.get("/a")).toMatchObject({ status: 200, body: "second" });
      await second.close();
    },
  );

  it("does not happen on a status that is not in the criteria", async () => {
    const second = await withSecond([500]);
    harness.origin.answer(respond(harness.clock, {}, "first", 404));
    expect((await harness.get("/a")).status).toBe(404);
    expect(second.received).toEqual([]);
    await second.close();
  });

  it("happens for GET, HEAD and OPTIONS only", async () => {
    const second = await withSecond([500]);
    harness.origin.answer(respond(harness.clock, {}, "first", 500));
    expect((await harness.get("/a", { method: "OPTIONS" })).body).toBe("second");
    expect((await harness.get("/a", { method: "HEAD" })).status).toBe(200);
    expect((await harness.get("/a", { method: "POST", body: "x" })).status).toBe(500);
    await second.close();
  });

  it("starts with the primary each time", async () => {
    const second = await withSecond([500]);
    harness.origin.answer(respond(harness.clock, {}, "first", 500));
    await harness.get("/a");
    await harness.get("/b");
    expect(harness.origin.received).toHaveLength(2);
    await second.close();
  });

  it("happens when there is no connection", async () => {
    const second = await withSecond([500], {
      main: {
        ConnectionAttempts: 1,
        CustomOriginConfig: { HTTPPort: 1, HTTPSPort: 443, OriginProtocolPolicy: "http-only" },
      },
    });
    expect((await harness.get("/a")).body).toBe("second");
    await second.close();
  });

  it("happens when there is no answer in time", async () => {
    const second = await withSecond([500], { main: { ConnectionAttempts: 1 } });
    harness.origin.answer(() => undefined);
    const [deployed] = harness.deployment.distributions;
    const custom = deployed?.config.Origins?.Items?.[0]?.CustomOriginConfig;
    if (custom !== undefined) custom.OriginReadTimeout = 0.1;
    expect((await harness.get("/a")).body).toBe("second");
    expect(harness.origin.received).toHaveLength(1);
    await second.close();
  });

  it("runs the functions of origin events again for the second origin", async () => {
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:origin:1";
    const second = await withSecond([500], {
      behavior: {
        LambdaFunctionAssociations: {
          Quantity: 2,
          Items: [
            { LambdaFunctionARN: arn, EventType: "origin-request" },
            { LambdaFunctionARN: arn, EventType: "origin-response" },
          ],
        },
      },
    });
    harness.origin.answer(respond(harness.clock, {}, "first", 500));
    await harness.get("/a");
    const twice = ["origin-request", "origin-response", "origin-request", "origin-response"];
    expect(harness.functions.calls.map(({ event }) => event)).toEqual(twice);
    await second.close();
  });
});

describe("The address of an origin", () => {
  const lambda = async () => ({ status: 201, headers: [["X-From", "lambda"] as const], body: chunks("from lambda") });
  async function* chunks(text: string) {
    yield Buffer.from(text);
  }

  it("is on this machine: for another one the answer is 502, and the log says how to fix it", async () => {
    const { get, log } = await start({ main: { DomainName: "api.example.com" } });
    expect((await get("/a")).status).toBe(502);
    expect(log.join()).toContain('for example { "api.example.com": "http://127.0.0.1:3000" }');
  });

  it("is moto's for a bucket, which is addressed by its path", async () => {
    const moto = await startOrigin();
    const { get } = await start({
      main: { DomainName: "bucket.s3.eu-west-1.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } },
      resolve: createOriginResolver({ moto: portAddress(moto.port) }),
    });
    expect((await get("/key")).body).toBe("path /bucket/key");
    expect(moto.received[0]?.headers.host).toBe("s3.eu-west-1.amazonaws.com");
    await moto.close();
  });

  it.each(["abc123.execute-api.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com", "dynamodb.eu-west-1.api.aws"])(
    "is not moto for %s, where a viewer's signature would choose the service",
    async (DomainName) => {
      const moto = await startOrigin();
      const { get, log } = await start({
        main: { DomainName },
        resolve: createOriginResolver({ moto: portAddress(moto.port) }),
      });
      expect((await get("/key")).status).toBe(502);
      expect(log.join()).toContain(`for example { "${DomainName}"`);
      expect(moto.received).toEqual([]);
      await moto.close();
    },
  );

  it("can be given by a mapping, which must lead to this machine", async () => {
    const api = await startOrigin();
    const { get } = await start({
      main: { DomainName: "API.example.com" },
      resolve: createOriginResolver({ overrides: { "api.example.com": `http://localhost:${api.port}` } }),
    });
    expect((await get("/a")).body).toBe("path /a");
    expect(() => createOriginResolver({ overrides: { "api.example.com": "https://example.com" } })).toThrow(
      "is not a URL on this machine",
    );
    await api.close();
  });

  it("is a function for a Lambda URL", async () => {
    const { get } = await start({
      main: { DomainName: "abc123.lambda-url.eu-west-1.on.aws" },
      resolve: createOriginResolver({ lambdaUrl: () => lambda }),
    });
    expect(await get("/a")).toMatchObject({ status: 201, body: "from lambda", headers: { "x-from": "lambda" } });
  });

  it.each([
    ["a line break in a header's value", ["X-A", "a\r\nSet-Cookie: a=b"]],
    ["a space in a header's name", ["X A", "a"]],
  ] as const)("leads to 502 if the function answers with %s", async (_, header) => {
    const { get, log } = await start({
      main: { DomainName: "abc123.lambda-url.eu-west-1.on.aws" },
      resolve: createOriginResolver({ lambdaUrl: () => async () => ({ ...(await lambda()), headers: [header] }) }),
    });
    for (const https of [false, true]) {
      expect(await get("/a", { https })).toMatchObject({
        status: 502,
        headers: { "x-cache": "Error from cloudfront" },
      });
    }
    expect(log.join()).toMatch(/Invalid character|valid HTTP token/);
  });
});
