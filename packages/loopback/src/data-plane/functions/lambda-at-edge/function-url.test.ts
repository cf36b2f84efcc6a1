import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LambdaVersion } from "../../../deployment.ts";
import { startFunctions } from "../testing/start-functions.ts";
import type { FunctionUrlRequest } from "./function-url.ts";

let started: Awaited<ReturnType<typeof startFunctions>>;
beforeAll(async () => {
  started = await startFunctions({ now: () => Date.UTC(2026, 0, 2, 3, 4, 5) });
});
afterAll(() => started.close());

async function ask(body: string, change: Partial<FunctionUrlRequest> = {}) {
  const arn = await started.version({ "index.js": `exports.handler = async (event) => { ${body} };` });
  const answer = await started.functions.runFunctionUrl(arn, started.versions.get(arn) as LambdaVersion, {
    method: "POST",
    path: "/a/b",
    querystring: "",
    headers: [["Host", "id.lambda-url.us-east-1.on.aws"]],
    body: Buffer.alloc(0),
    clientIp: "198.51.100.1",
    domainName: "id.lambda-url.us-east-1.on.aws",
    ...change,
  });
  return { ...answer, body: String(answer.body) };
}

describe("A Lambda function's URL", () => {
  it("passes the function an event of format 2.0", async () => {
    const { body } = await ask("return event;", {
      querystring: "a=1&a=2&b=%20",
      headers: [
        ["Host", "id.lambda-url.us-east-1.on.aws"],
        ["X-A", "1"],
        ["x-a", "2"],
        ["Cookie", "s=1; t=2"],
        ["Content-Type", "application/json"],
        ["User-Agent", "test"],
      ],
      body: Buffer.from("{}"),
    });
    expect(JSON.parse(body)).toEqual({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/a/b",
      rawQueryString: "a=1&a=2&b=%20",
      cookies: ["s=1", "t=2"],
      headers: {
        host: "id.lambda-url.us-east-1.on.aws",
        "x-a": "1,2",
        "content-type": "application/json",
        "user-agent": "test",
      },
      queryStringParameters: { a: "1,2", b: " " },
      requestContext: {
        accountId: "anonymous",
        apiId: "id",
        domainName: "id.lambda-url.us-east-1.on.aws",
        domainPrefix: "id",
        http: { method: "POST", path: "/a/b", protocol: "HTTP/1.1", sourceIp: "198.51.100.1", userAgent: "test" },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: "$default",
        stage: "$default",
        time: "02/Jan/2026:03:04:05 +0000",
        timeEpoch: Date.UTC(2026, 0, 2, 3, 4, 5),
      },
      body: "{}",
      isBase64Encoded: false,
    });
  });

  it("passes binary bodies as base64, in both directions", async () => {
    const echo = "return { statusCode: 200, body: event.body, isBase64Encoded: event.isBase64Encoded };";
    const answer = await ask(echo, {
      headers: [["content-type", "image/png"]],
      body: Buffer.from("\x89PNG", "latin1"),
    });
    expect(Buffer.from(answer.body)).toEqual(Buffer.from(Buffer.from("\x89PNG", "latin1").toString()));
  });

  it("gives the function its own variables, and the region that it is in", async () => {
    const code = "exports.handler = async () => [process.env.TABLE, process.env.AWS_REGION];";
    const variables = { TABLE: "posts", AWS_REGION: "nowhere" };
    const arn = await started.version({ "index.js": code }, { variables });
    const version = started.versions.get(arn) as LambdaVersion;
    const answer = await started.functions.runFunctionUrl(arn.replace("us-east-1", "eu-west-1"), version, {
      method: "GET",
      path: "/",
      querystring: "",
      headers: [],
      body: Buffer.alloc(0),
      clientIp: "198.51.100.1",
      domainName: "id.lambda-url.eu-west-1.on.aws",
    });
    expect(JSON.parse(String(answer.body))).toEqual(["posts", "eu-west-1"]);
  });

  it("answers with the result's status, headers and cookies, or with the result itself", async () => {
    expect(
      await ask(
        "return { statusCode: 201, headers: { 'Content-Type': 'text/plain' }, cookies: ['a=1', 'b=2'], body: 'hi' };",
      ),
    ).toEqual({
      status: 201,
      headers: [
        ["Content-Type", "text/plain"],
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ],
      body: "hi",
    });
    const json = [["content-type", "application/json"]];
    expect(await ask("return { a: 1 };")).toEqual({ status: 200, headers: json, body: '{"a":1}' });
    expect(await ask("return 'text';")).toEqual({ status: 200, headers: json, body: "text" });
  });

  it.each([101, 199, 600, 1000, 200.5, -1])("answers 502 for the status %s", async (statusCode) => {
    expect(await ask(`return { statusCode: ${statusCode} };`)).toMatchObject({ status: 502 });
  });

  it("answers 502 if the function fails, and serves the next request", async () => {
    expect(await ask("process.exit(1);")).toMatchObject({ status: 502 });
    expect(await ask("throw new Error('no');")).toMatchObject({ status: 502 });
    expect(await ask("return 1;")).toMatchObject({ status: 200 });
  });
});
