import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EdgeCall } from "../../base/edge-functions.ts";
import { callOf, startFunctions } from "../testing/start-functions.ts";

let started: Awaited<ReturnType<typeof startFunctions>>;
beforeAll(async () => {
  started = await startFunctions();
});
afterAll(() => started.close());

const handler = (body: string) => `function handler(event) { var request = event.request; ${body} }`;
const change = "return request;";

function run(code: string, call: Parameters<typeof callOf>[1] = {}) {
  return started.functions.run(callOf(started.publish("f", code), call));
}
const response = (headers: EdgeCall["request"]["headers"] = []): NonNullable<EdgeCall["response"]> => ({
  status: 200,
  statusDescription: "OK",
  headers,
});

describe("The event of a CloudFront Function", () => {
  it("has AWS's structure, with lower-case names, several values as multiValue, and separate cookies", async () => {
    const result = await run("function handler(event) { return { statusCode: 200, body: JSON.stringify(event) }; }", {
      request: {
        querystring: "a=1&a=2&empty",
        headers: [
          ["Host", "example.com"],
          ["Accept", "text/html"],
          ["accept", "*/*"],
          ["Cookie", "s=1; __proto__=x"],
          ["Connection", "keep-alive"],
        ],
      },
    });
    const body = result.kind === "response" ? String(result.response.body) : "";
    expect(JSON.parse(body)).toEqual({
      version: "1.0",
      context: {
        distributionDomainName: "d111111abcdef8.cloudfront.net",
        distributionId: "EDFDVBD6EXAMPLE",
        eventType: "viewer-request",
        requestId: "request-1",
      },
      viewer: { ip: "198.51.100.1" },
      request: {
        method: "GET",
        uri: "/a",
        querystring: { a: { value: "1", multiValue: [{ value: "1" }, { value: "2" }] }, empty: { value: "" } },
        headers: {
          host: { value: "example.com" },
          accept: { value: "text/html", multiValue: [{ value: "text/html" }, { value: "*/*" }] },
        },
        cookies: JSON.parse('{"s":{"value":"1"},"__proto__":{"value":"x"}}'),
      },
    });
  });

  it("has the response at viewer response, with the attributes of its cookies", async () => {
    const code =
      "function handler(event) { var r = event.response; r.headers.x = { value: JSON.stringify(r) }; return r; }";
    const result = await run(code, {
      event: "viewer-response",
      response: response([["Set-Cookie", "a=b; Secure; Path=/"]]),
    });
    expect(result).toMatchObject({
      response: {
        status: 200,
        headers: [
          [
            "X",
            JSON.stringify({
              statusCode: 200,
              statusDescription: "OK",
              headers: {},
              cookies: { a: { value: "b", attributes: "Secure; Path=/" } },
            }),
          ],
          ["Set-Cookie", "a=b; Secure; Path=/"],
        ],
      },
    });
  });
});

describe("The result of a CloudFront Function", () => {
  it("keeps the request as it was if the function did not change it", async () => {
    const request = {
      querystring: "b&a=1&b=2&&c=",
      headers: [
        ["Host", "example.com"],
        ["Cookie", "b; a=1"],
        ["X-Mixed-Case", "1"],
        ["Via", "1.1 x"],
        ["Connection", "keep-alive"],
      ],
    } as const;
    const result = await run(handler(change), { request });
    expect(result).toMatchObject({
      kind: "request",
      request: { method: "GET", uri: "/a", querystring: "b&a=1&b=2&&c=" },
    });
    const headers = result.kind === "request" ? result.request.headers : [];
    expect(new Map(headers)).toEqual(new Map(request.headers));
  });

  it.each([
    [
      "headers in AWS's order",
      [
        ["Host", "a"],
        ["Cookie", "b; a=1"],
      ],
    ],
    [
      "a Cookie header between others",
      [
        ["Host", "a"],
        ["Cookie", "a=1"],
        ["Accept", "*/*"],
      ],
    ],
    [
      "two Cookie headers",
      [
        ["Cookie", "a=1"],
        ["Host", "a"],
        ["Cookie", "b=2"],
      ],
    ],
    [
      "an empty Cookie header",
      [
        ["Host", "a"],
        ["Cookie", ""],
      ],
    ],
    [
      "a repeated header",
      [
        ["Host", "a"],
        ["X-A", "1"],
        ["Accept", "*/*"],
        ["x-a", "2"],
      ],
    ],
    [
      "a repeated header and a Cookie header",
      [
        ["Host", "a"],
        ["X-A", "1"],
        ["X-A", "1"],
        ["cookie", "a=1"],
      ],
    ],
    [
      "a hidden header",
      [
        ["X-Amz-Cf-Id", "1"],
        ["Host", "a"],
        ["Cookie", "a=1"],
      ],
    ],
    [
      "names that are numbers",
      [
        ["Host", "a"],
        ["2", "b"],
        ["1", "c"],
      ],
    ],
    [
      "a name of Object.prototype",
      [
        ["Host", "a"],
        ["__proto__", "b"],
        ["constructor", "c"],
      ],
    ],
    [
      "characters beyond ASCII",
      [
        ["Host", "a"],
        ["X-A", "\u00e9\u2028"],
        ["Cookie", "a=\u00e9"],
      ],
    ],
  ])("is the same for %s, whether it is the event's request or a copy in another order", async (_, headers) => {
    const request = { headers: headers as unknown as EdgeCall["request"]["headers"], querystring: "b=%20&a" };
    const own = await run(handler("request.uri = '/b'; return request;"), { request });
    const copied = await run(
      handler(
        "return { cookies: request.cookies, headers: request.headers, querystring: request.querystring, uri: '/b' };",
      ),
      { request },
    );
    expect(own.kind).toBe("request");
    expect(own.kind === "request" && own.request).toEqual(copied.kind === "request" && copied.request);
  });

  it("can change URI, query, headers and cookies; multiValue has priority over value", async () => {
    const result = await run(
      handler(`request.uri = '/b'; request.querystring = { a: { value: 'x', multiValue: [{ value: '1' }, { value: '2' }] } };
        request.headers.new = { value: 'n' }; request.cookies = { c: { value: '1' }, d: { value: '2' } }; ${change}`),
    );
    expect(result).toMatchObject({
      kind: "request",
      request: {
        uri: "/b",
        querystring: "a=1&a=2",
        headers: [
          ["Host", "example.com"],
          ["User-Agent", "test"],
          ["New", "n"],
          ["Cookie", "c=1; d=2"],
        ],
      },
    });
  });

  it("can be a response with text or base64, and a Set-Cookie for each cookie", async () => {
    const result = await run(
      `function handler() { return { statusCode: 201, statusDescription: 'Made', headers: { 'content-type': { value: 'a/b' } },
        cookies: { s: { value: '1', attributes: 'Secure' }, t: { value: '2' } }, body: { encoding: 'base64', data: 'aGk=' } }; }`,
    );
    expect(result).toMatchObject({
      kind: "response",
      response: {
        status: 201,
        statusDescription: "Made",
        headers: [
          ["Content-Type", "a/b"],
          ["Set-Cookie", "s=1; Secure"],
          ["Set-Cookie", "t=2"],
        ],
        body: Buffer.from("hi"),
      },
    });
  });

  it("includes the chosen origin, which is the last of several", async () => {
    const code = (call: string) => `import cf from 'cloudfront'; ${handler(`${call}; ${change}`)}`;
    const origin = async (call: string) => {
      const result = await run(code(call));
      return result.kind === "request" ? result.origin : result;
    };
    expect(await origin("cf.selectRequestOriginById('eu')")).toEqual({ kind: "select", originId: "eu" });
    expect(await origin("cf.selectRequestOriginById('eu'); cf.updateRequestOrigin({ domainName: 'a.b' })")).toEqual({
      kind: "update",
      properties: { domainName: "a.b" },
    });
    expect(
      await origin(
        `cf.createRequestOriginGroup({ originIds: [{ originId: 'a', originOverrides: { hostHeader: 'h.example' } },
          { originId: 'b' }], failoverCriteria: { statusCodes: [500] } })`,
      ),
    ).toEqual({
      kind: "group",
      members: [{ originId: "a", overrides: { hostHeader: "h.example" } }, { originId: "b" }],
      failoverStatuses: [500],
    });
    expect(await origin("cf.selectRequestOriginById('eu', { sni: 's.example' })")).toEqual({
      kind: "select",
      originId: "eu",
      overrides: { sni: "s.example" },
    });
    expect(await origin("cf.updateRequestOrigin('a.b')")).toMatchObject({ kind: "failure", status: 502 });
    expect(await origin("var none")).toBeUndefined();
  });

  it.each([
    ["a group of ids instead of objects", "cf.createRequestOriginGroup({ originIds: ['a', 'b'] })", "originIds"],
    ["a group without failover criteria", "cf.createRequestOriginGroup({ originIds: [{}, {}] })", "failoverCriteria"],
    ["a timeout over 120 s", "cf.updateRequestOrigin({ timeouts: { readTimeout: 121 } })", "timeouts.readTimeout"],
    ["a host with a port", "cf.selectRequestOriginById('a', { hostHeader: 'a.example:80' })", "hostHeader"],
    ["a custom header in capitals", "cf.updateRequestOrigin({ customHeaders: { 'X-A': '1' } })", "customHeaders"],
    ["an origin shield without a region", "cf.updateRequestOrigin({ originShield: { enabled: true } })", "region"],
  ])("is rejected if a helper gets %s", async (_, call, property) => {
    expect(await run(`import cf from 'cloudfront'; ${handler(`${call}; ${change}`)}`)).toMatchObject({
      kind: "failure",
      status: 502,
      message: expect.stringContaining(property),
    });
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
  it("changes the first of several values if only 'value' changed", async () => {
    const headers = [
      ["Host", "example.com"],
      ["Accept", "a/b"],
      ["Accept", "c/d"],
      ["Cookie", "s=1; s=2"],
    ] as const;
    const code = handler(`request.querystring.a.value = 'x'; request.headers.accept.value = 'x/y';
      request.cookies.s.value = '9'; ${change}`);
    expect(await run(code, { request: { querystring: "a=1&a=2", headers } })).toMatchObject({
      request: {
        querystring: "a=x&a=2",
        headers: [
          ["Host", "example.com"],
          ["Accept", "x/y"],
          ["Accept", "c/d"],
          ["Cookie", "s=9; s=2"],
        ],
      },
    });
    const cookies = [
      ["Set-Cookie", "s=1; Secure"],
      ["Set-Cookie", "s=2; Path=/"],
    ] as const;
    const changed = await run(handler("event.response.cookies.s.value = 'x'; return event.response;"), {
      event: "viewer-response",
      response: response(cookies),
    });
    expect(changed).toMatchObject({
      response: {
        headers: [
          ["Set-Cookie", "s=x; Secure"],
          ["Set-Cookie", "s=2; Path=/"],
        ],
      },
    });
  });

  it("may have the query as a string", async () => {
    const query = async (text: string) => {
      const result = await run(handler(`request.querystring = '${text}'; ${change}`));
      return result.kind === "request" ? result.request.querystring : result;
    };
    expect(await query("a=1&b=2")).toBe("a=1&b=2");
    expect(await query("?a=1")).toBe("a=1");
    expect(await query("")).toBe("");
  });

  it("has non-ASCII characters percent-encoded as UTF-8, once", async () => {
    const code = handler(`request.uri = '/é/%C3%A9/日 b'; request.querystring = { q: { value: 'ü%20' } }; ${change}`);
    expect(await run(code)).toMatchObject({
      request: { uri: "/%C3%A9/%C3%A9/%E6%97%A5%20b", querystring: "q=%C3%BC%20" },
    });
  });

  it("gets warnings about properties that CloudFront ignores", async () => {
    const code = `import cf from 'cloudfront'; ${handler(
      `cf.updateRequestOrigin({ domianName: 'a.example' }); request.path = '/b'; ${change}`,
    )}`;
    const { warnings } = await run(code);
    expect(warnings).toEqual([
      expect.stringContaining("request.path has no effect"),
      expect.stringContaining("'domianName' has no effect"),
    ]);
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
  it("writes the last of its custom data to the access log, URL-encoded and cut at 800 bytes", async () => {
    const code = (call: string) => `import cf from 'cloudfront'; ${handler(`${call}; ${change}`)}`;
    const logged = async (call: string) => (await run(code(call))).logData;
    expect(await logged("cf.logCustomData('a'); cf.logCustomData('b=é 1')")).toBe("b%3D%C3%A9%201");
    expect(await logged("cf.logCustomData('a'.repeat(2000))")).toHaveLength(800);
    expect(await logged("var none")).toBeUndefined();
    expect(await run(code("cf.logCustomData({ a: 1 })"))).toMatchObject({ kind: "failure", status: 503 });
  });

  it.each([
    ["nothing", ""],
    ["a header name with capitals", `request.headers['X-A'] = { value: 'b' }; ${change}`],
    ["a generated header name with capitals", "return { statusCode: 302, headers: { Location: { value: '/' } } };"],
    ["cookies as strings", `request.cookies.a = 'b'; ${change}`],
    ["a URI without a leading slash", `request.uri = 'a'; ${change}`],
    ["8,192 characters of URI and query", `request.uri = '/' + 'a'.repeat(8187); ${change}`],
    ["another method", `request.method = 'PUT'; ${change}`],
    ["Content-Length added", `request.headers['content-length'] = { value: '1' }; ${change}`],
    ["Transfer-Encoding added", `request.headers['transfer-encoding'] = { value: 'chunked' }; ${change}`],
    ["a read-only header changed", `request.headers.host = { value: 'b' }; ${change}`],
    ["a read-only header deleted", `delete request.headers.host; ${change}`],
    ["a read-only header added", `request.headers.via = { value: 'b' }; ${change}`],
    ["a forbidden header", `request.headers['x-cache'] = { value: 'b' }; ${change}`],
    ["a header that is not an object", `request.headers.a = 'b'; ${change}`],
    ["a header that is not a string", `request.headers.a = { value: 1 }; ${change}`],
    ["a header that HTTP can't carry", `request.headers.a = { value: 'a\\nb' }; ${change}`],
    ["a status as text", "return { statusCode: '200' };"],
    ["a status in Lambda@Edge's key", "return { status: '302', headers: {} };"],
    ["a status out of range", "return { statusCode: 99 };"],
    ["a body of over 40 KB", "return { statusCode: 200, body: 'a'.repeat(40961) };"],
    ["a body of an unknown encoding", "return { statusCode: 200, body: { encoding: 'hex', data: '00' } };"],
  ])("is rejected if it is or has %s", async (_, body) => {
    expect(await run(handler(body))).toMatchObject({
      kind: "failure",
      status: 502,
      xCache: "FunctionValidationError from cloudfront",
      message: expect.stringMatching(/.{20}/),
    });
  });

  const atResponse = { event: "viewer-response", response: response() } as const;

  it("is rejected at viewer response if it is the request", async () => {
    expect(await run(handler("return request;"), atResponse)).toMatchObject({ kind: "failure", status: 502 });
  });

  it.each(["content-encoding", "content-length", "transfer-encoding", "via", "warning"])(
    "is refused at viewer response where it touches %s",
    async (name) => {
      const code = handler(`event.response.headers['${name}'] = { value: '1' }; return event.response;`);
      const result = await run(code, atResponse);
      expect(result).toMatchObject({ kind: "failure", status: 502, message: expect.stringContaining(name) });
    },
  );

  it("may have its own Content-Length if it is a response generated at viewer request", async () => {
    const code = handler("return { statusCode: 200, headers: { 'content-length': { value: '0' } } };");
    expect(await run(code)).toMatchObject({ kind: "response", response: { headers: [["Content-Length", "0"]] } });
  });
});

describe("A CloudFront Function that misbehaves", () => {
  it.each([
    ["loops", "for (;;) {}", "FunctionThrottledError"],
    ["allocates", "var a = []; for (;;) { a.push(new Array(1000).fill(1)); }", "FunctionExecutionError"],
    ["throws", "throw new Error('no');", "FunctionExecutionError"],
    ["recurses", "function f() { return f() + 1; } f();", "FunctionExecutionError"],
    ["reaches for a global of Node.js", "process.exit(1);", "FunctionExecutionError"],
    ["reaches for a constructor", "event.constructor.constructor('return 1')();", "FunctionExecutionError"],
    ["hides that it does", "var c = 'const' + 'ructor'; event[c][c]('return 1')();", "FunctionExecutionError"],
    ["never settles", "return new Promise(function () {});", "FunctionExecutionError"],
  ])("%s: CloudFront answers as AWS documents, and the next request is served", async (_, body, error) => {
    const arn = started.publish("g", handler(`if (request.uri === '/bad') { ${body} } ${change}`));
    const run = (uri: string) => started.functions.run(callOf(arn, { request: { uri } }));
    expect(await run("/bad")).toMatchObject({ kind: "failure", status: 503, xCache: `${error} from cloudfront` });
    expect(await run("/good")).toMatchObject({ kind: "request" });
  });

  it.each([
    ["Object.prototype", "Object.prototype.uri = '/polluted'; Object.prototype.kind = 'x';"],
    ["Array.prototype", "Array.prototype.push = function () { return 0; };"],
    ["JSON", "JSON.stringify = function () { return 'null'; };"],
  ])("changes %s for itself only", async (_, body) => {
    await run(handler(`${body} ${change}`));
    expect(({} as { kind?: string }).kind).toBeUndefined();
    expect(await started.functions.run(callOf(started.publish("other", handler(change))))).toMatchObject({
      kind: "request",
      request: { uri: "/a" },
    });
  });

  it("hits a limit, and then has new globals", async () => {
    const arn = started.publish(
      "h",
      `var n = 0; ${handler(`n += 1; if (request.uri === '/bad') { for (;;) {} } request.uri = '/' + n; ${change}`)}`,
    );
    const run = (uri: string) => started.functions.run(callOf(arn, { request: { uri } }));
    expect(await run("/a")).toMatchObject({ request: { uri: "/1" } });
    expect(await run("/a")).toMatchObject({ request: { uri: "/2" } });
    expect(await run("/bad")).toMatchObject({ kind: "failure" });
    expect(await run("/a")).toMatchObject({ request: { uri: "/1" } });
  });
});

describe("A published CloudFront Function", () => {
  it("is replaced by the next version, and reads the current values of its KeyValueStore", async () => {
    const code = (tag: string) => `import cf from 'cloudfront';
      async function handler(event) { var v = await cf.kvs().get('k'); event.request.uri = '/${tag}/' + v; return event.request; }`;
    started.stores.set("store", new Map([["k", "1"]]));
    const arn = started.publish("k", code("one"), { keyValueStore: "store" });
    const uri = async () => {
      const result = await started.functions.run(callOf(arn));
      return result.kind === "request" ? result.request.uri : result;
    };
    expect(await Promise.all([uri(), uri()])).toEqual(["/one/1", "/one/1"]);
    started.stores.set("store", new Map([["k", "2"]]));
    expect(await uri()).toBe("/one/2");
    started.publish("k", code("two"), { keyValueStore: "store" });
    expect(await uri()).toBe("/two/2");
  });

  it("is replaced while events run, which end with the code and the values that they began with", async () => {
    const code = (tag: string) => `import cf from 'cloudfront';
      async function handler(event) { var v = await cf.kvs().get('k'); event.request.uri = '/${tag}/' + v; return event.request; }`;
    const uris = (count: number) =>
      Array.from({ length: count }, async () => {
        const result = await started.functions.run(callOf(arn));
        return result.kind === "request" ? result.request.uri : result;
      });
    started.stores.set("busy", new Map([["k", "1"]]));
    const arn = started.publish("busy", code("one"), { keyValueStore: "busy" });
    await Promise.all(uris(1));
    const first = uris(20);
    started.stores.set("busy", new Map([["k", "2"]]));
    const second = uris(20);
    started.publish("busy", code("two"), { keyValueStore: "busy" });
    const third = uris(20);
    expect(new Set(await Promise.all(first))).toEqual(new Set(["/one/1"]));
    expect(new Set(await Promise.all(second))).toEqual(new Set(["/one/2"]));
    expect(new Set(await Promise.all(third))).toEqual(new Set(["/two/2"]));
  });

  it("ends its events with a failure at shutdown, also those of an earlier version", async () => {
    const { publish, functions, close } = await startFunctions();
    const arns = [publish("kept", handler(change)), publish("replaced", handler(change))];
    const runAll = () => arns.map((arn) => functions.run(callOf(arn)));
    await Promise.all(runAll());
    const running = runAll();
    publish("replaced", handler(change));
    const ofNextVersion = runAll();
    await close();
    for (const result of await Promise.all(running)) {
      expect(result).toMatchObject({ kind: "failure", message: expect.stringContaining("was disposed") });
    }
    await Promise.all(ofNextVersion);
  });

  it("has no engine left of a version that was replaced while it was loaded", async () => {
    const post = vi.spyOn(Worker.prototype, "postMessage");
    const sent = (kind: string) => post.mock.calls.filter(([{ type }]) => type === kind).length;
    const arn = started.publish("early", handler(change));
    const first = started.functions.run(callOf(arn));
    started.publish("early", handler(change));
    await Promise.all([first, started.functions.run(callOf(arn))]);
    expect(sent("load")).toBe(2);
    expect(sent("unload")).toBe(1);
    post.mockRestore();
  });

  it("returns its logs and an estimate of its compute utilization", async () => {
    const result = await run(handler(`console.log('hello'); ${change}`));
    expect(result.logs).toEqual(["hello"]);
    expect(result.computeUtilization).toBeGreaterThan(0);
    expect(result.computeUtilization).toBeLessThan(50);
  });

  it("fails if it is not published", async () => {
    expect(await started.functions.run(callOf("arn:aws:cloudfront::123456789012:function/none"))).toMatchObject({
      kind: "failure",
      status: 503,
      message: expect.stringContaining("no LIVE stage"),
    });
  });
});
