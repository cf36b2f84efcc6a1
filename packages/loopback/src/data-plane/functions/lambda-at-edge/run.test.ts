import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LambdaVersion } from "../../../deployment.ts";
import type { EdgeCallResult } from "../../base/edge-functions.ts";
import { callOf, startFunctions } from "../testing/start-functions.ts";

let started: Awaited<ReturnType<typeof startFunctions>>;
beforeAll(async () => {
  started = await startFunctions();
});
afterAll(() => started.close());

type Change = Parameters<typeof callOf>[1];

/** Runs a handler whose body can use `cf`, the event's record. */
async function run(body: string, call: Change = {}, version: Partial<LambdaVersion> = {}): Promise<EdgeCallResult> {
  const code = `exports.handler = async (event) => { const cf = event.Records[0].cf; ${body} };`;
  return started.functions.run(callOf(await started.version({ "index.js": code }, version), call));
}
const custom = { custom: { domainName: "origin.example.com", port: 443, protocol: "https", path: "" } };
const atOrigin: Change = { event: "origin-request", origin: custom };
const answered = (event: "origin-response" | "viewer-response"): Change => ({
  event,
  response: {
    status: 200,
    statusDescription: "OK",
    headers: [
      ["Content-Type", "text/html"],
      ["X-Cache", "Hit"],
    ],
  },
});

describe("The event of Lambda@Edge", () => {
  const show = async (call: Change) => {
    const result = await run("return { status: '200', body: JSON.stringify(cf) };", call);
    return result.kind === "response" ? (JSON.parse(String(result.response.body)) as object) : result;
  };
  const config = {
    distributionDomainName: "d111111abcdef8.cloudfront.net",
    distributionId: "EDFDVBD6EXAMPLE",
    requestId: "request-1",
  };
  const request = {
    clientIp: "198.51.100.1",
    headers: {
      host: [{ key: "Host", value: "example.com" }],
      "user-agent": [{ key: "User-Agent", value: "test" }],
    },
    method: "GET",
    querystring: "b=1",
    uri: "/a",
  };

  it("has AWS's structure at viewer request, with the body if it is included", async () => {
    expect(await show({ origin: custom })).toEqual({ config: { ...config, eventType: "viewer-request" }, request });
    expect(await show({ body: { data: Buffer.from("hi"), truncated: true } })).toMatchObject({
      request: { body: { action: "read-only", data: "aGk=", encoding: "base64", inputTruncated: true } },
    });
  });

  it("has the origin at origin events", async () => {
    expect(await show(atOrigin)).toEqual({
      config: { ...config, eventType: "origin-request" },
      request: { ...request, origin: custom },
    });
  });

  it.each(["origin-response", "viewer-response"] as const)(
    "has the response at %s, without CloudFront's own headers",
    async (event) => {
      expect(await show(answered(event))).toMatchObject({
        config: { eventType: event },
        response: {
          headers: { "content-type": [{ key: "Content-Type", value: "text/html" }] },
          status: "200",
          statusDescription: "OK",
        },
      });
    },
  );
});

describe("The result of a Lambda@Edge function", () => {
  it("can change URI, query, headers, body and origin", async () => {
    const result = await run(
      `cf.request.uri = '/b'; cf.request.querystring = 'c'; cf.request.headers['x-a'] = [{ key: 'X-A', value: '1' }, { value: '2' }];
      cf.request.body = { action: 'replace', encoding: 'text', data: 'new' };
      cf.request.origin = { s3: { domainName: 'b.s3.amazonaws.com', path: '/p', authMethod: 'none', customHeaders: {} } }; return cf.request;`,
      atOrigin,
    );
    expect(result).toMatchObject({
      kind: "request",
      request: {
        uri: "/b",
        querystring: "c",
        headers: [
          ["Host", "example.com"],
          ["User-Agent", "test"],
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      },
      body: Buffer.from("new"),
      origin: { kind: "replace", origin: { s3: { domainName: "b.s3.amazonaws.com" } } },
    });
  });

  it("has at most 8,191 characters of URI and query, and a leading slash", async () => {
    const uri = `/${"a".repeat(8_186)}`;
    const result = await run(`cf.request.uri = '${uri}'; return cf.request;`, atOrigin);
    expect(result).toMatchObject({ kind: "request", request: { uri, querystring: "b=1" } });
  });

  it("may have its own Content-Length if it is a response generated at a request event", async () => {
    const body = "return { status: '200', body: 'hi', headers: { 'content-length': [{ value: '2' }] } };";
    expect(await run(body)).toMatchObject({ kind: "response", response: { headers: [["content-length", "2"]] } });
  });

  it("changes nothing if it is the event's request", async () => {
    const result = await run("return cf.request;", atOrigin);
    expect(result).toMatchObject({ kind: "request", request: { uri: "/a", querystring: "b=1" } });
    expect(result).not.toHaveProperty("origin.kind");
    expect(result).not.toHaveProperty("body.length");
  });

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-encoding
  it.each<[string, Change?]>([["viewer-request"], ["origin-request", atOrigin]])(
    "has what is not ASCII percent-encoded as UTF-8, once, at %s",
    async (_, call) => {
      const changed = "cf.request.uri = '/é/%C3%A9/日 b'; cf.request.querystring = 'q=ü%20'; return cf.request;";
      expect(await run(changed, call)).toMatchObject({
        kind: "request",
        request: { uri: "/%C3%A9/%C3%A9/%E6%97%A5%20b", querystring: "q=%C3%BC%20" },
      });
    },
  );

  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#lambda-event-structure-response
  it.each<[string, string, Change?]>([
    ["makes", "return { status: 302, headers: { location: [{ value: '/' }] } };"],
    ["changes", "cf.response.status = 302; return cf.response;", answered("origin-response")],
  ])("gets a warning if the function %s a response with a number as status", async (_, body, call) => {
    expect(await run(body, call)).toMatchObject({
      kind: "response",
      response: { status: 302 },
      warnings: ["The status is the number 302; AWS's page says that it is a string. Write '302'."],
    });
  });

  it("gets warnings about properties that CloudFront ignores", async () => {
    expect(await run("return { status: '200', statusCode: 200, isBase64Encoded: true };")).toMatchObject({
      warnings: [
        "response.statusCode has no effect: CloudFront does not document it. Remove it, or use one of status, statusDescription, headers, body, bodyEncoding.",
        expect.stringMatching(/^response\.isBase64Encoded has no effect/),
      ],
    });
    expect(await run("cf.request.cookies = {}; return cf.request;")).toMatchObject({
      warnings: [expect.stringMatching(/^request\.cookies has no effect/)],
    });
    expect(await run("return cf.request;", atOrigin)).toMatchObject({ warnings: [] });
  });

  it("can be a response, in text or base64, which keeps CloudFront's own headers", async () => {
    expect(
      await run(
        "return { status: '302', statusDescription: 'Found', headers: { location: [{ key: 'Location', value: '/' }] } };",
      ),
    ).toMatchObject({
      kind: "response",
      response: { status: 302, statusDescription: "Found", headers: [["Location", "/"]] },
    });
    expect(
      await run(
        "const r = cf.response; r.body = 'aGk='; r.bodyEncoding = 'base64'; return r;",
        answered("origin-response"),
      ),
    ).toMatchObject({
      response: {
        body: Buffer.from("hi"),
        headers: [
          ["Content-Type", "text/html"],
          ["X-Cache", "Hit"],
        ],
      },
    });
  });

  it.each<[string, string, Change?]>([
    ["nothing", ""],
    ["a number that is not a status", "return { status: 700 };"],
    ["a status in the key of CloudFront Functions", "return { statusCode: 302, headers: {} };"],
    ["a status in a list", "return { status: [200] };"],
    ["a text that is not a status", "return { status: '700' };"],
    ["204 with a body", "return { status: '204', body: 'x' };"],
    ["40 KB at a viewer event", "return { status: '200', body: 'a'.repeat(40961) };"],
    ["1 MB at an origin event", "return { status: '200', body: 'a'.repeat(1048577) };", atOrigin],
    ["a body that is not base64", "return { status: '200', body: '*', bodyEncoding: 'base64' };"],
    ["a header that is not an array", "cf.request.headers.a = 'b'; return cf.request;"],
    ["a header with a number as key", "cf.request.headers.a = [{ key: 1, value: '1' }]; return cf.request;"],
    ["a forbidden header", "cf.request.headers['x-edge-a'] = [{ value: '1' }]; return cf.request;"],
    ["a URI without a leading slash", "cf.request.uri = 'a'; return cf.request;"],
    ["a URI without a slash in front, to the origin", "cf.request.uri = 'a'; return cf.request;", atOrigin],
    ["8,192 characters of URI and query", "cf.request.uri = '/' + 'a'.repeat(8187); return cf.request;"],
    [
      "8,192 characters of URI and query, to the origin",
      "cf.request.uri = '/' + 'a'.repeat(8187); return cf.request;",
      atOrigin,
    ],
    ["a read-only header changed", "cf.request.headers.host[0].value = 'b'; return cf.request;"],
    [
      "a read-only header added in another case",
      "cf.request.headers.VIA = [{ key: 'VIA', value: '1' }]; return cf.request;",
    ],
    [
      "If-None-Match at origin request",
      "cf.request.headers['if-none-match'] = [{ value: '1' }]; return cf.request;",
      atOrigin,
    ],
    [
      "another status at viewer response",
      "cf.response.status = '201'; return cf.response;",
      answered("viewer-response"),
    ],
    ["the request at a response event", "return cf.request;", answered("origin-response")],
    ["another method", "cf.request.method = 'PUT'; return cf.request;"],
    [
      "a body of over 40 KB for the request",
      "cf.request.body = { action: 'replace', encoding: 'text', data: 'a'.repeat(40961) }; return cf.request;",
    ],
    ...["accept-encoding", "content-length", "if-modified-since", "if-range", "if-unmodified-since"].map(
      (name): [string, string, Change] => [
        `${name} at origin request`,
        `cf.request.headers['${name}'] = [{ value: '1' }]; return cf.request;`,
        atOrigin,
      ],
    ),
    ["an origin that is neither kind", "cf.request.origin = {}; return cf.request;", atOrigin],
    ["an origin without a domain", "cf.request.origin.custom.domainName = ''; return cf.request;", atOrigin],
  ])("is rejected if it is or has %s", async (_, body, call) => {
    expect(await run(body, call)).toMatchObject({
      kind: "failure",
      status: 502,
      xCache: "LambdaValidationError from cloudfront",
      message: expect.stringMatching(/.{20}/),
    });
  });
});

it("A Lambda@Edge function's result has the positions of its log lines", async () => {
  const result = await run("console.log('a'); return event.Records[0].cf.request;");
  expect(result).toMatchObject({ logs: ["a"], logPositions: [expect.stringMatching(/^1:\d+$/)] });
});

describe("A Lambda@Edge function that misbehaves", () => {
  it("has the lines of its code where its error was made", async () => {
    const stack = expect.stringMatching(/^at exports\.handler \(index\.js:1:\d+\)$/);
    expect(await run("throw new TypeError('no');")).toMatchObject({ kind: "failure", stack });
  });

  it.each([
    ["loops", "for (;;) {}", "Sandbox.Timedout: Task timed out after 1.00 seconds"],
    ["waits", "await new Promise((resolve) => setTimeout(resolve, 60000));", "Sandbox.Timedout"],
    ["exits", "process.exit(1);", "Runtime.ExitError"],
    ["exhausts its memory", "const a = []; for (;;) a.push(new Array(1000).fill(a.length));", "Runtime.OutOfMemory"],
    ["throws", "throw new TypeError('no');", "TypeError: no"],
    [
      "throws in a timer",
      "await new Promise(() => setTimeout(() => { throw new TypeError('late'); }, 1));",
      "TypeError: late",
    ],
    [
      "leaves a rejection alone",
      "await new Promise(() => { Promise.reject(new TypeError('lost')); });",
      "TypeError: lost",
    ],
  ])("%s: CloudFront answers as AWS documents, and the next request is served", async (_, body, message) => {
    const arn = await started.version(
      {
        "index.mjs": `export const handler = async (event) => {
          const { request } = event.Records[0].cf; if (request.uri === "/bad") { ${body} } return request; };`,
      },
      // Filling the memory takes time.
      message === "Runtime.OutOfMemory" ? { memoryMb: 32 } : { timeoutSeconds: 1 },
    );
    const run = (uri: string) => started.functions.run(callOf(arn, { request: { uri } }));
    expect(await run("/good")).toMatchObject({ kind: "request", coldStart: true });
    expect(await run("/bad")).toMatchObject({
      kind: "failure",
      status: 503,
      xCache: "LambdaExecutionError from cloudfront",
      message: expect.stringContaining(message),
    });
    expect(await run("/good")).toMatchObject({ kind: "request" });
  });

  it.each(["python3.13", "python3.9"])("is not run with the runtime %s", async (runtime) => {
    const arn = await started.version(
      { "index.py": "def handler(event, context):\n    return event['Records'][0]['cf']['request']\n" },
      { runtime },
    );
    expect(await started.functions.run(callOf(arn))).toMatchObject({
      kind: "failure",
      status: 503,
      xCache: "LambdaExecutionError from cloudfront",
      message: expect.stringMatching(
        /^Loopback\.UnsupportedRuntime: 'edge-\d+' has the runtime python.*, and the loopback runs functions in Node\.js only\. Write it/,
      ),
    });
  });

  it("can't be loaded, or does not exist", async () => {
    const arn = await started.version({ "index.mjs": "export const other = 1;" });
    expect(await started.functions.run(callOf(arn))).toMatchObject({
      kind: "failure",
      status: 503,
      message: expect.stringContaining("Runtime.HandlerNotFound"),
    });
    const none = "arn:aws:lambda:us-east-1:123456789012:function:none:1";
    expect(await started.functions.run(callOf(none))).toMatchObject({ kind: "failure", status: 503 });
  });
});

describe("Environments of Lambda@Edge", () => {
  const counting = { "index.js": "let n = 0; exports.handler = async () => ({ status: '200', body: String(++n) });" };
  const bodyOf = (result: EdgeCallResult) => (result.kind === "response" ? String(result.response.body) : result);

  it("are reused, also by concurrent events that are short", async () => {
    const arn = await started.version(counting);
    const one = await started.functions.run(callOf(arn));
    const two = await started.functions.run(callOf(arn));
    expect([one.coldStart, two.coldStart, bodyOf(two)]).toEqual([true, false, "2"]);
    const patient = await startFunctions({ lambdaPatienceMs: 10_000 });
    const other = await patient.version(counting);
    const both = await Promise.all([patient.functions.run(callOf(other)), patient.functions.run(callOf(other))]);
    expect(both.map(bodyOf)).toEqual(["1", "2"]);
    await patient.close();
  });

  it("have one event at a time, so that more are started while events wait", async () => {
    const arn = await started.version({
      "index.js": `let n = 0;
        exports.handler = async () => {
          n += 1;
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          return { status: "200", body: String(n) };
        };`,
    });
    const both = await Promise.all([started.functions.run(callOf(arn)), started.functions.run(callOf(arn))]);
    expect(both.map(bodyOf)).toEqual(["1", "1"]);
  });

  it("are not started above the limit of concurrency", async () => {
    const limited = await startFunctions({ lambdaConcurrency: 1 });
    const arn = await limited.version(counting);
    const results = await Promise.all([limited.functions.run(callOf(arn)), limited.functions.run(callOf(arn))]);
    expect(results.map(({ kind }) => kind)).toEqual(["response", "failure"]);
    expect(results[1]).toMatchObject({ status: 503, xCache: "LambdaLimitExceeded from cloudfront" });
    expect((await limited.functions.run(callOf(arn))).kind).toBe("response");
    await limited.close();
  });

  it("are stopped when they were idle for too long", async () => {
    const short = await startFunctions({ lambdaIdleMs: 1 });
    const arn = await short.version(counting);
    await short.functions.run(callOf(arn));
    await vi.waitFor(async () => expect((await short.functions.run(callOf(arn))).coldStart).toBe(true));
    await short.close();
  });

  it("are stopped when the version that replaces theirs is used", async () => {
    const isCold = async (arn: string) => (await started.functions.run(callOf(arn))).coldStart;
    const one = await started.version(counting);
    expect([await isCold(one), await isCold(one)]).toEqual([true, false]);
    started.replaced.add(one);
    const two = await started.version(counting);
    expect([await isCold(two), await isCold(two)]).toEqual([true, false]);
    // A request that began before may still need the earlier version, which is not kept for another one.
    expect([await isCold(one), await isCold(one), await isCold(two)]).toEqual([true, true, false]);
    // An undone edit can make the earlier version the current one again.
    started.replaced.delete(one);
    expect([await isCold(one), await isCold(one)]).toEqual([true, false]);
  });

  it("are kept for each of two versions that distributions run", async () => {
    const isCold = async (arn: string) => (await started.functions.run(callOf(arn))).coldStart;
    const [one, two] = [await started.version(counting), await started.version(counting)];
    const starts = [await isCold(one), await isCold(two), await isCold(one), await isCold(two)];
    expect(starts).toEqual([true, true, false, false]);
  });

  it("are kept for a function's URL until its code or its handler changes", async () => {
    const request = { method: "GET", path: "/", querystring: "", headers: [], body: Buffer.alloc(0) };
    const url = { ...request, clientIp: "198.51.100.1", domainName: "example.lambda-url.us-east-1.on.aws" };
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:api:$LATEST";
    const code = (tag: string) =>
      started.version({
        "index.js": `let n = 0; exports.handler = async () => "${tag}" + ++n; exports.other = async () => "other";`,
      });
    const ask = async (version: string, change: Partial<LambdaVersion> = {}) => {
      const settings = started.versions.get(version);
      if (settings === undefined) throw new Error(`There is no version ${version}.`);
      const { body } = await started.functions.runFunctionUrl(arn, { ...settings, ...change }, url);
      return body.toString();
    };
    const [before, after] = [await code("a"), await code("b")];
    expect(await ask(before)).toBe("a1");
    await started.functions.run(callOf(await started.version(counting)));
    expect([await ask(before), await ask(after), await ask(after), await ask(before)]).toEqual([
      "a2",
      "b1",
      "b2",
      "a1",
    ]);
    expect(await ask(before, { handler: "index.other" })).toBe("other");
  });

  it("have the role's credentials, and no environment variable of this process", async () => {
    const result = await run("return { status: '200', body: JSON.stringify(process.env) };");
    const env = JSON.parse(String(bodyOf(result))) as Record<string, string>;
    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: "123456789012", AWS_LAMBDA_FUNCTION_VERSION: "3" });
    expect(Object.keys(env).filter((name) => !/^(AWS_|LAMBDA_|LANG$|TZ$)/.test(name))).toEqual([]);
  });

  it("run handlers with a callback only before Node.js 24", async () => {
    const code = { "index.js": "exports.handler = (event, context, done) => done(null, event.Records[0].cf.request);" };
    const outcome = async (runtime: string) => started.functions.run(callOf(await started.version(code, { runtime })));
    expect(await outcome("nodejs22.x")).toMatchObject({ kind: "request" });
    expect(await outcome("nodejs24.x")).toMatchObject({
      kind: "failure",
      message: expect.stringContaining("Runtime.CallbackHandlerDeprecated"),
    });
  });

  it("add Lambda's own lines to the logs", async () => {
    const logs: Parameters<NonNullable<Parameters<typeof startFunctions>[0]>["onLambdaLogs"] & {}>[0][] = [];
    const logging = await startFunctions({ onLambdaLogs: (written) => void logs.push(written) });
    const arn = await logging.version({
      "index.js":
        "exports.handler = async () => { console.warn('careful'); process.stdout.write('raw\\n'); throw new TypeError('no'); };",
    });
    const result = await logging.functions.run(callOf(arn));
    await logging.close();
    expect(result.logs).toEqual(["careful", "raw"]);
    const [log] = logs;
    expect(log).toMatchObject({
      version: "3",
      account: "123456789012",
      region: "us-east-1",
      coldStart: true,
      logGroupName: `/aws/lambda/us-east-1.${log?.functionName}`,
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[3\][0-9a-f]{32}$/),
    });
    const id = log?.requestId ?? "";
    expect(log?.lines.map(({ message }) => message)).toEqual([
      "INIT_START Runtime Version: nodejs:22.x",
      `START RequestId: ${id} Version: 3`,
      expect.stringMatching(`^\\d{4}-.*Z\\t${id}\\tWARN\\tcareful$`),
      "raw",
      expect.stringMatching(`\\t${id}\\tERROR\\tInvoke Error\\t{"errorType":"TypeError","errorMessage":"no"}$`),
      `END RequestId: ${id}`,
      expect.stringMatching(
        `^REPORT RequestId: ${id}\\tDuration: .* ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tInit`,
      ),
    ]);
  });
});
