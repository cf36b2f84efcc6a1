import {
  createInspectorClient,
  type InspectorClient,
  type ProjectView,
  type Stage,
  type TestedRequest,
} from "@featheredge/inspector/api";
import { afterEach, describe, expect, it } from "vitest";
import { inspectorFetch } from "../../inspector-fetch.ts";
import { cachePolicy, localOrigin } from "../testing/deployment.ts";
import { type Harness, type HarnessOptions, startHarness } from "../testing/harness.ts";
import { respond, startOrigin } from "../testing/origin.ts";

let harness: Harness;
let client: InspectorClient;
const start = async (options?: HarnessOptions) => {
  harness = await startHarness(options);
  const baseUrl = `http://inspector.localhost:${harness.dataPlane.httpPort}`;
  client = createInspectorClient({ baseUrl, fetch: inspectorFetch });
  return harness;
};
afterEach(() => harness.close());

const newest = async () => {
  const { requests } = await client.listRequests({ limit: 1 });
  return client.readRequest({ id: requests[0]?.id ?? "" });
};
const stage = async <Kind extends Stage["kind"]>(kind: Kind) =>
  (await newest()).stages.find((one) => one.kind === kind) as Extract<Stage, { readonly kind: Kind }> | undefined;

const viewerRequest = (arn: string) => ({
  FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: arn, EventType: "viewer-request" as const }] },
});
const rewrite = "arn:aws:cloudfront::123456789012:function/rewrite";

describe("A request's stages", () => {
  it("show which behaviors were passed over and why", async () => {
    const { get } = await start({
      behaviors: [
        { PathPattern: "/api/*" },
        { PathPattern: "/Shop/*" },
        { PathPattern: "*.png" },
        { PathPattern: "/shop/*" },
        { PathPattern: "/shop/shoes" },
      ],
    });
    await get("/shop/shoes");
    expect((await stage("routing"))?.behaviors.map(({ index, decision, why }) => [index, decision, why])).toEqual([
      [0, "passed-over", "'/shop/shoes' does not begin with '/api/'."],
      [1, "passed-over", "'/shop/shoes' differs in upper and lower case."],
      [2, "passed-over", "'/shop/shoes' does not end with '.png'."],
      [3, "taken", "The first pattern that matches '/shop/shoes'."],
      [4, "not-reached", "It matches too, but an earlier behavior has matched."],
      ["default", "not-reached", "It takes only paths that no pattern matches."],
    ]);
  });

  it("have the cache key as a table, with the policy that added each part", async () => {
    const policy = cachePolicy({
      headers: ["Accept-Language"],
      cookies: { behavior: "whitelist", names: ["theme"] },
      query: { behavior: "all" },
      gzip: true,
    });
    const { get } = await start({ cachePolicies: { path: policy } });
    await get("/a?page=2&token=abc", {
      headers: { "accept-language": "de", cookie: "theme=dark; other=1", "accept-encoding": "gzip" },
    });
    const byPolicy = { kind: "cache-policy", id: "path", name: "test" };
    const fixed = { kind: "cloudfront", name: "CloudFront" };
    expect((await stage("cache-key"))?.parts).toEqual([
      { part: "distribution", value: "E1TESTDISTRIB", by: fixed },
      { part: "method", value: "GET or HEAD", by: fixed },
      { part: "path", value: "/a", by: fixed },
      { part: "query parameter page", value: "2", by: byPolicy },
      { part: "query parameter token", value: "‹hidden:3›", by: byPolicy },
      { part: "header accept-encoding", value: "gzip", by: byPolicy },
      { part: "header accept-language", value: "de", by: byPolicy },
      { part: "cookie theme", value: "‹hidden:4›", by: byPolicy },
    ]);
  });

  it("show why it was a hit, a miss or stale, the age, the TTL and the header that decided it", async () => {
    const { get, origin, clock, advance } = await start();
    origin.answer(respond(clock, { "cache-control": "max-age=10, stale-while-revalidate=60" }));
    await get("/a");
    expect(await stage("cache")).toMatchObject({ outcome: "miss", reason: "no entry" });
    expect(await stage("stored")).toMatchObject({ stored: true, seconds: 10, reason: "max-age=10" });
    advance(4);
    await get("/a");
    expect(await stage("cache")).toMatchObject({
      outcome: "hit",
      reason: "fresh for 6 s more",
      entry: { age: 4, ttl: 10, decidedBy: "max-age=10" },
      after: { response: { status: 200 } },
    });
    expect(await stage("stored")).toBeUndefined();
    advance(9);
    await get("/a");
    expect(await stage("cache")).toMatchObject({ outcome: "stale", entry: { age: 13, ttl: 10 } });
    advance(100);
    origin.answer(respond(clock, { "cache-control": "no-store" }));
    await get("/a");
    expect(await stage("cache")).toMatchObject({ outcome: "miss", entry: { decidedBy: "max-age=10" } });
    expect(await stage("stored")).toMatchObject({ stored: false, reason: "no-store" });
  });

  it("name the nearest entry of a miss, and the parts in which its key differs", async () => {
    const { get } = await start({
      cachePolicies: { path: cachePolicy({ query: { behavior: "all" }, headers: ["accept-language"] }) },
    });
    await get("/a?page=1&size=9", { headers: { "accept-language": "de" } });
    await get("/other");
    await get("/a?page=2&size=9", { headers: { "accept-language": "de" } });
    expect((await stage("cache"))?.nearest).toMatchObject({
      path: "/a",
      differences: [{ part: "query parameter page", here: "2", there: "1" }],
    });
    await get("/a/?page=1&size=9", { headers: { "accept-language": "de" } });
    expect((await stage("cache"))?.nearest?.differences).toEqual([{ part: "path", here: "/a/", there: "/a" }]);
    await get("/a?size=9&page=1", { headers: { "accept-language": "de" } });
    expect((await stage("cache"))?.nearest?.differences).toEqual([
      { part: "order of the query parameters", here: "size, page", there: "page, size" },
    ]);
    await get("/unlike");
    expect((await stage("cache"))?.nearest).toBeUndefined();
  });

  it("have a function's messages before and after, its logs and its failure", async () => {
    const { get } = await start({
      behavior: viewerRequest(rewrite),
      functions: {
        [rewrite]: ({ request }) =>
          request.uri === "/bad"
            ? { kind: "failure", status: 503, xCache: "FunctionExecutionError from cloudfront", message: "Error: no" }
            : { kind: "request", request: { ...request, uri: "/b" } },
      },
    });
    await get("/a");
    expect(await stage("viewer-request")).toMatchObject({
      function: { name: "rewrite", arn: rewrite, runtime: "cloudfront-function" },
      before: { request: { uri: "/a" } },
      after: { request: { uri: "/b" } },
      result: "request",
      logs: [{ text: `ran ${rewrite}` }],
    });
    await get("/bad");
    expect(await stage("viewer-request")).toMatchObject({ result: "failure", exception: { message: "Error: no" } });
    expect((await newest()).failures).toEqual(["rewrite"]);
  });

  it("have each attempt at an origin, and the reason of a failover", async () => {
    const second = await startOrigin();
    const { get, origin } = await start({
      origins: [localOrigin("second", second.port)],
      behavior: { TargetOriginId: "group" },
      config: {
        OriginGroups: {
          Quantity: 1,
          Items: [
            {
              Id: "group",
              FailoverCriteria: { StatusCodes: { Quantity: 1, Items: [500] } },
              Members: { Quantity: 2, Items: [{ OriginId: "main" }, { OriginId: "second" }] },
            },
          ],
        },
      },
    });
    origin.answer((_, response) => response.writeHead(500).end());
    await get("/a");
    const asked = await stage("origin");
    expect(asked).toMatchObject({ group: "group", before: { request: { uri: "/a" } } });
    expect(asked?.attempts).toMatchObject([
      {
        originId: "main",
        response: { status: 500 },
        failover: "500 is among the group's statuses for failover (500), so 'second' was asked.",
      },
      { originId: "second", response: { status: 200 } },
    ]);
    await second.close();
  });

  it("have each attempt at the same origin, which connection attempts allow", async () => {
    const { get, origin } = await start();
    let count = 0;
    origin.answer((_, response) => {
      count += 1;
      if (count === 1) response.destroy();
      else response.end("b");
    });
    await get("/a");
    expect((await stage("origin"))?.attempts).toMatchObject([
      {
        originId: "main",
        failure: expect.stringContaining("socket hang up"),
        failover: "The origin has connection attempts left, so it was asked again.",
      },
      { originId: "main", response: { status: 200 }, durationMs: expect.any(Number) },
    ]);
  });

  it("explain the answer in sentences that link to AWS's pages", async () => {
    const { get } = await start({ behavior: viewerRequest(rewrite) });
    await get("/a");
    const { why } = await newest();
    expect(why.map(({ text }) => text.replace(/[\d.]+ ms/, "1 ms"))).toEqual([
      "The host is the domain name of the distribution e1testdistrib.cloudfront.net.",
      "CloudFront took the default behavior: no pattern of another behavior matches '/a'.",
      "The CloudFront Function rewrite ran at viewer request and left the request as it was.",
      "It was a miss: no entry.",
      "The origin 'main' answered 200 in 1 ms.",
      "The answer is cached for 86400 s: no max-age or Expires: the default TTL.",
    ]);
    expect(why.slice(1).every(({ page }) => page?.startsWith("https://docs.aws.amazon.com/"))).toBe(true);
    await get("/a", { host: "unknown.example.com" });
    expect((await newest()).stages.map(({ kind }) => kind)).toEqual(["viewer", "access", "answer"]);
  });
});

describe("The list of requests", () => {
  it("is the newest first, by filter, in parts", async () => {
    const { get } = await start();
    for (const path of ["/1", "/2", "/3", "/4"]) {
      await get(path, { headers: { "x-loopback-viewer-country": path === "/2" ? "DE" : "ES" } });
    }
    const paths = async (input: Parameters<InspectorClient["listRequests"]>[0]) => {
      const { requests, next } = await client.listRequests(input);
      return [requests.map(({ path }) => path), next === requests.at(-1)?.id];
    };
    expect(await paths({})).toEqual([["/4", "/3", "/2", "/1"], false]);
    expect(await paths({ limit: 2 })).toEqual([["/4", "/3"], true]);
    const { next } = await client.listRequests({ limit: 2 });
    expect(await paths({ limit: 2, before: next })).toEqual([["/2", "/1"], false]);
    expect(await paths({ filter: "country:DE" })).toEqual([["/2"], false]);
    expect(await client.listRequests({ before: "gone" })).toEqual({ requests: [] });
  });

  it("is streamed as it grows", async () => {
    const { get } = await start();
    const ended = new AbortController();
    const events = client.events(ended.signal);
    const first = events.next();
    // The stream is open once its first bytes have arrived; requests before are not in it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await get("/streamed");
    expect((await first).value).toMatchObject({ event: "request", data: { path: "/streamed", status: 200 } });
    ended.abort();
  });

  it("keeps as many as its capacity, and says so", async () => {
    const { get } = await start({ traceCapacity: 2 });
    for (const path of ["/1", "/2", "/3"]) await get(path);
    expect((await client.listRequests()).requests.map(({ path }) => path)).toEqual(["/3", "/2"]);
    await expect(client.readRequest({ id: "gone" })).rejects.toThrow("There is no request 'gone'. The inspector keeps");
  });
});

describe("Sending a request", () => {
  it("is done as another viewer", async () => {
    const { origin } = await start({
      cachePolicies: {
        path: cachePolicy({ headers: ["CloudFront-Viewer-Country", "CloudFront-Is-Mobile-Viewer", "Accept-Language"] }),
      },
    });
    const viewer = { country: "DE", device: "mobile", language: "de-CH", address: "198.51.100.7" } as const;
    const answer = await client.sendRequest({ distribution: "E1TESTDISTRIB", path: "/a?x=1", viewer });
    expect(answer).toMatchObject({ status: 200, body: expect.any(String), cut: false });
    expect(origin.received[0]?.headers).toMatchObject({
      "cloudfront-viewer-country": "DE",
      "cloudfront-is-mobile-viewer": "true",
      "accept-language": "de-CH",
    });
    expect(await client.readRequest({ id: answer.id })).toMatchObject({
      country: "DE",
      device: "mobile",
      address: "198.51.100.7",
      protocol: "https",
    });
  });

  it("names the host, and changes the protocol with its port", async () => {
    const { get, dataPlane } = await start({
      config: { Aliases: { Quantity: 1, Items: ["www.example.com"] } },
      behavior: { ViewerProtocolPolicy: "redirect-to-https" },
    });
    const { httpPort, httpsPort } = dataPlane;
    await client.sendRequest({ distribution: "E1TESTDISTRIB", host: "www.example.com", path: "/a" });
    expect(await newest()).toMatchObject({ host: "www.example.com", protocol: "https", status: 200 });
    await client.sendRequest({ host: "www.example.com", protocol: "http", path: "/a" });
    expect(await newest()).toMatchObject({ host: "www.example.com", protocol: "http", status: 301 });
    await get("/a", { host: `localhost:${httpPort}` });
    const { id } = await newest();
    expect((await client.sendRequest({ from: id })).status).toBe(301);
    expect((await client.sendRequest({ from: id, protocol: "https" })).status).toBe(200);
    expect(await newest()).toMatchObject({ host: `localhost:${httpsPort}`, protocol: "https" });
    expect((await client.sendRequest({ from: id, host: "127.0.0.1", protocol: "https" })).status).toBe(200);
    expect((await client.sendRequest({ host: "other.example.com", path: "/a" })).status).toBe(403);
  });

  it("repeats a kept request with its secrets, which its copy does not show", async () => {
    const { get, origin } = await start({
      cachePolicies: {
        path: cachePolicy({ cookies: { behavior: "all" }, query: { behavior: "all" }, headers: ["Authorization"] }),
      },
    });
    await get("/a?token=topsecret1", { headers: { cookie: "session=topsecret2", authorization: "Bearer topsecret3" } });
    const shown = await newest();
    const sent = shown.stages[0]?.after?.request;
    expect(JSON.stringify(shown)).not.toContain("topsecret");
    await client.sendRequest({ from: shown.id, path: `/b?${sent?.querystring}`, headers: sent?.headers ?? [] });
    expect(origin.received[1]).toMatchObject({
      url: "/b?token=topsecret1",
      headers: { cookie: "session=topsecret2", authorization: "Bearer topsecret3" },
    });
  });

  it("simulates no part of the viewer that is null, unlike the kept request", async () => {
    const { get } = await start();
    const simulated = { country: "DE", city: "Berlin", device: "mobile", address: "192.0.2.1" };
    const headers = Object.entries(simulated).map(([name, value]) => [`x-loopback-viewer-${name}`, value]);
    await get("/a", { headers: { ...Object.fromEntries(headers), "accept-language": "de" } });
    const { id } = await newest();
    await client.sendRequest({ from: id, viewer: { address: null } });
    expect(await newest()).toMatchObject({ country: "DE", device: "mobile", address: "127.0.0.1" });
    await client.sendRequest({ from: id, viewer: { country: null, device: null, language: null, address: null } });
    const { stages, country } = await newest();
    expect(country).toBeUndefined();
    expect(stages[0]).toMatchObject({ kind: "viewer", device: "desktop", address: "127.0.0.1", isSimulated: false });
    expect(stages[0]).not.toHaveProperty("language");
  });

  it("repeats a request whose path and whose headers without a secret name hold secrets", async () => {
    const policy = cachePolicy({ headers: ["X-Note"] });
    const { get, origin } = await start({ cachePolicies: { path: policy } });
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    await get(`/a/${token}`, { headers: { "x-note": `for ${token}` } });
    const { id, path, stages } = await newest();
    const headers = stages[0]?.after?.request?.headers ?? [];
    expect(JSON.stringify([path, headers])).not.toContain("eyJ");
    await client.sendRequest({ from: id, path: `${path}/b`, headers });
    expect(origin.received[1]).toMatchObject({ url: `/a/${token}/b`, headers: { "x-note": `for ${token}` } });
    const masked = { from: id, path, headers: [{ name: "X-New", value: "‹hidden:5›" }] };
    await expect(client.sendRequest(masked)).rejects.toThrow(
      "The header X-New has ‹hidden:5›, which stands for a secret",
    );
  });

  it("shows words that a cookie without a secret name has too", async () => {
    const { get } = await start();
    await get("/german/x", { headers: { cookie: "locale=german; session=french" } });
    expect(await newest()).toMatchObject({ path: "/german/x" });
    await get("/french/x", { headers: { cookie: "locale=german; session=french" } });
    expect(await newest()).toMatchObject({ path: "/‹hidden:6›/x" });
  });

  it("needs a body for a request that had one", async () => {
    const items = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];
    const { get, origin } = await start({ behavior: { AllowedMethods: { Quantity: 7, Items: items } as never } });
    await get("/a", { method: "POST", body: "first" });
    const { id, canSendAgain } = await newest();
    expect(canSendAgain).toBe(false);
    await expect(client.sendRequest({ from: id })).rejects.toThrow("which is not kept");
    await client.sendRequest({ from: id, body: "second" });
    expect(origin.received[1]).toMatchObject({ method: "POST", headers: { "content-length": "6" } });
  });

  it.each([
    [{ path: "/a" }, "Name the 'distribution'"],
    [
      { distribution: "E1TESTDISTRIB", host: "other.example.com", path: "/" },
      "The host 'other.example.com' does not lead to the distribution 'E1TESTDISTRIB', whose hosts are e1testdistrib",
    ],
    [{ host: "Inspector.localhost:8080", path: "/" }, "is the inspector's own"],
    [{ host: "a/b", path: "/" }, "'host': a host is a name"],
    [{ distribution: "E1TESTDISTRIB" }, "Give the 'path'"],
    [{ distribution: "missing", path: "/" }, "There is no distribution 'missing'. There are E1TESTDISTRIB"],
    [{ from: "gone" }, "There is no request 'gone'"],
    [{ distribution: "E1TESTDISTRIB", path: "/", viewer: { address: "x" } }, "'x' is not an IP address"],
    [{ distribution: "E1TESTDISTRIB", path: "a b" }, "'path': a path begins with '/'"],
    [{ distribution: "E1TESTDISTRIB", path: "/", headers: [{ name: "a\nb", value: "" }] }, "can't be sent"],
  ])("explains that %j can't be sent", async (input, message) => {
    await start();
    await expect(client.sendRequest(input)).rejects.toThrow(message);
  });
});

describe("The cache", () => {
  it("is listed, evicted and cleared", async () => {
    const { get } = await start();
    for (const path of ["/a/1", "/a/2", "/b"]) await get(path);
    const { entries, total, bytes } = await client.listCache({ path: "/a/" });
    expect(entries).toMatchObject([
      { path: "/a/2", status: 200, age: 0, freshFor: 86_400, distribution: "E1TESTDISTRIB" },
      { path: "/a/1" },
    ]);
    expect([total, bytes]).toEqual([2, entries.reduce((sum, entry) => sum + entry.bytes, 0)]);
    await client.evict({ entry: entries[0]?.id ?? "" });
    expect((await client.listCache()).entries.map(({ path }) => path)).toEqual(["/b", "/a/1"]);
    await expect(client.evict({ entry: "gone" })).rejects.toThrow("no entry 'gone'");
    await client.clearCache();
    expect(await client.listCache()).toEqual({ entries: [], total: 0, bytes: 0 });
  });
});

describe("Secrets", () => {
  it("are in no answer: of cookies, Authorization, queries, an origin's custom headers and what functions log", async () => {
    const secret = (name: string) => `${name}-value-4711`;
    const { get, origin, clock } = await start({
      main: {
        CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "X-Verify", HeaderValue: secret("custom") }] },
      },
      behavior: viewerRequest(rewrite),
      cachePolicies: {
        path: cachePolicy({ cookies: { behavior: "all" }, query: { behavior: "all" }, headers: ["Authorization"] }),
      },
      functions: {
        [rewrite]: ({ request }) => ({ kind: "request", request, logs: [`saw ${secret("cookie")}`] }) as never,
      },
    });
    origin.answer(respond(clock, { "set-cookie": `s=${secret("set")}`, "x-api-key": secret("key") }, secret("cookie")));
    await get(`/a?access_token=${secret("query")}`, {
      headers: { cookie: `session=${secret("cookie")}`, authorization: `Bearer ${secret("bearer")}` },
    });
    const { requests } = await client.listRequests();
    const detail = await client.readRequest({ id: requests[0]?.id ?? "" });
    const sent = await client.sendRequest({ from: detail.id });
    const cached = await client.listCache();
    const distribution = await client.readDistribution({ id: "E1TESTDISTRIB" });
    expect(JSON.stringify([requests, detail, sent, cached, distribution])).not.toContain("-value-4711");
    expect(distribution.origins[0]?.customHeaders).toEqual(["X-Verify"]);
    expect(detail.stages.find(({ kind }) => kind === "viewer-request")).toMatchObject({
      logs: [{ text: "saw ‹hidden:17›" }],
    });
  });
});

describe("Known secrets, and credentials by their form", () => {
  it("are in no list and no event, wherever they appear", async () => {
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    const secrets = ["config-value-4711"];
    const statusWith = (text: string) => ({ environment: "e", terraform: "failed", ahead: [], errors: [{ text }] });
    let report: (status: unknown) => void = () => {};
    const project = {
      positionOf: async () => undefined,
      status: () => statusWith("no config-value-4711"),
      onStatus: (listener: typeof report) => {
        report = listener;
        return () => {};
      },
      onTerraform: () => () => {},
      secrets: async () => secrets,
    } as unknown as ProjectView;
    const { get } = await start({ inspector: { project }, config: { Comment: "of config-value-4711" } });
    const ended = new AbortController();
    const events = client.events(ended.signal);
    const seen: unknown[] = [(await events.next()).value];
    await get(`/a/${token}`);
    await get("/a/config-value-4711");
    await get("/a/session-value-4711", { headers: { cookie: "session=session-value-4711" } });
    for (let count = 0; count < 3; count += 1) seen.push((await events.next()).value);
    secrets.push("added-value-4711");
    report(statusWith("no added-value-4711"));
    seen.push((await events.next()).value);
    ended.abort();
    const lists = [
      await client.listRequests(),
      await client.listCache(),
      await client.listDistributions(),
      await client.readDistribution({ id: "E1TESTDISTRIB" }),
      await client.readStatus(),
    ];
    expect(JSON.stringify([seen, lists[0]])).not.toMatch(/4711|eyJ/);
    expect(JSON.stringify(lists.slice(1))).not.toMatch(/config-value|eyJ/);
    expect(seen.slice(1)).toMatchObject([
      { event: "request", data: { path: `/a/‹hidden:${token.length}›` } },
      { event: "request", data: { path: "/a/‹hidden:17›" } },
      { event: "request", data: { path: "/a/‹hidden:18›" } },
      { event: "status", data: { errors: [{ text: "no ‹hidden:16›" }] } },
    ]);
  });
});

describe("Making a test of a request", () => {
  const secret = "s3cr3t-value-4711";
  const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
  let given: TestedRequest | undefined;
  const project = {
    positionOf: async () => undefined,
    functionSource: async () => undefined,
    secrets: async () => ["config-value-4711"],
    testOf: async (tested: TestedRequest) => {
      given = tested;
      return { file: "a", text: "uses config-value-4711", command: "b" };
    },
  } as unknown as ProjectView;

  it("gives the project no secret, names those that are omitted, and masks what the project made", async () => {
    const { get, origin, clock } = await start({
      inspector: { project },
      main: { CustomHeaders: { Quantity: 1, Items: [{ HeaderName: "X-Verify", HeaderValue: secret }] } },
      behavior: viewerRequest(rewrite),
      functions: { [rewrite]: ({ request }) => ({ kind: "request", request }) },
    });
    origin.answer(
      respond(clock, { "set-cookie": `s=${secret}`, location: `/login?code=${secret}`, "x-id": token, "x-kind": "a" }),
    );
    const headers = { cookie: `s=${secret}`, "x-jwt": secret, "x-verify": secret, "x-other": token, accept: "*/*" };
    await get(`/a?page=2&token=${secret}`, { headers });
    const { id } = await newest();
    expect(await client.writeTest({ id, form: "vitest" })).toMatchObject({ text: "uses ‹hidden:17›" });
    expect(JSON.stringify(given)).not.toMatch(/4711|eyJ/);
    const omitted = [
      "query parameter token",
      ...["cookie", "x-jwt", "x-verify", "x-other"].map((one) => `header ${one}`),
    ];
    expect(given?.request).toMatchObject({ uri: "/a", querystring: "page=2", omitted });
    expect(given?.request.headers).toContainEqual({ name: "accept", value: "*/*" });
    expect(given?.runs[0]?.request.querystring).toBe("page=2");
    const names = given?.answer.headers.map(([name]) => name.toLowerCase());
    expect(names).toContain("x-kind");
    for (const name of ["set-cookie", "location", "x-id"]) expect(names).not.toContain(name);
  });

  it("names the host, unless it belongs to one deployment only", async () => {
    const { get } = await start({
      inspector: { project },
      config: { Aliases: { Quantity: 1, Items: ["www.example.com"] } },
    });
    const hostOf = async (host: string) => {
      await get("/a", { host });
      await client.writeTest({ id: (await newest()).id, form: "vitest" });
      return given?.host;
    };
    expect(await hostOf("www.example.com")).toBe("www.example.com");
    expect(await hostOf("localhost:8080")).toBe("localhost:8080");
    expect(await hostOf("E1TESTDISTRIB.localhost:8080")).toBeUndefined();
    expect(await hostOf("e1testdistrib.cloudfront.net")).toBeUndefined();
  });

  it("is refused for a request whose body was not kept", async () => {
    const items = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"];
    const behavior = { AllowedMethods: { Quantity: 7, Items: items } as never };
    const { get } = await start({ inspector: { project }, behavior });
    await get("/a", { method: "POST", body: "first" });
    const { id } = await newest();
    await expect(client.writeTest({ id, form: "vitest" })).rejects.toThrow("had a body, which is not kept");
  });

  it("is refused for a path that holds a secret", async () => {
    const { get } = await start({ inspector: { project } });
    await get(`/a/${token}`);
    const { id } = await newest();
    await expect(client.writeTest({ id, form: "vitest" })).rejects.toThrow(
      "holds a secret, which a test must not have",
    );
  });
});

describe("inspector.localhost", () => {
  const ask = (path: string, headers = {}, method = "GET", body = "") =>
    harness.get(path, {
      host: `inspector.localhost:${harness.dataPlane.httpPort}`,
      headers,
      method,
      ...(body === "" ? {} : { body }),
    });

  it("answers with headers that keep other pages out", async () => {
    await start();
    const { status, headers } = await ask("/api/v1/requests");
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
      "cache-control": "no-store",
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  it.each([
    ["a page of another site", { "sec-fetch-site": "cross-site" }],
    ["a page of a served site", { "sec-fetch-site": "same-site", origin: "http://localhost:8080" }],
    ["a script of another site", { origin: "https://evil.example" }],
  ])("refuses %s to read and to write", async (_, headers) => {
    await start();
    expect((await ask("/api/v1/requests", headers)).status).toBe(403);
    const json = { ...headers, "content-type": "application/json" };
    const body = JSON.stringify({ distribution: "E1TESTDISTRIB", path: "/a" });
    expect((await ask("/api/v1/requests", json, "POST", body)).status).toBe(403);
    expect((await ask("/api/v1/cache", headers, "DELETE")).status).toBe(403);
    expect(harness.origin.received).toEqual([]);
  });

  it("does not take forms, nor upgrades of other pages", async () => {
    await start();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await ask("/api/v1/requests", form, "POST", "path=/a")).status).toBe(403);
    const upgrade = { connection: "Upgrade", upgrade: "websocket", origin: "https://evil.example" };
    expect((await ask("/api/v1/events", upgrade)).status).toBe(403);
  });

  it("can not be reached by another name that leads to this machine", async () => {
    await start();
    for (const host of ["evil.example:8080", "inspector.localhost.evil.example", "inspector.localhost:1"]) {
      expect((await harness.get("/api/v1/requests", { host })).status).toBe(403);
    }
    // The address alone leads to the only distribution.
    expect((await harness.get("/api/v1/requests", { host: "127.0.0.1" })).body).not.toContain('"requests"');
  });

  it.each([
    ["/", 404, "serves no page"],
    ["/api/v1", 404, "/openapi.json"],
    ["/api/v1/other", 404, "/openapi.json"],
    ["/api/v1/requests?limit=all", 400, "'limit': must be a whole number"],
    ["/api/v1/requests?limitt=1", 400, "limitt"],
    ["/api/v1/requests/%zz", 404, "'%zz'"],
    ["/api/v1/status", 404, "without a project"],
    ["//", 404, "'//'"],
  ])("explains why it can't answer %s", async (path, status, message) => {
    await start();
    const answered = await ask(path);
    expect([answered.status, JSON.parse(answered.body).message]).toEqual([status, expect.stringContaining(message)]);
  });

  it("explains a method or a body that an operation does not take", async () => {
    await start();
    const json = { "content-type": "application/json" };
    expect(JSON.parse((await ask("/api/v1/distributions", {}, "DELETE")).body).message).toContain("Use GET.");
    expect(JSON.parse((await ask("/api/v1/requests", json, "POST", "{")).body).message).toBe(
      "The body is not valid JSON.",
    );
    expect((await ask("/api/v1/requests", json, "POST", `"${"x".repeat(1024 * 1024)}"`)).status).toBe(413);
  });

  it("serves its OpenAPI document", async () => {
    await start();
    expect(JSON.parse((await ask("/openapi.json")).body)).toMatchObject({ openapi: "3.1.0" });
  });
});
