import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ClientResponse, send } from "../testing/client.ts";
import { type Harness, startHarness } from "../testing/harness.ts";
import type { OriginHandler } from "../testing/origin.ts";
import { startFunctions } from "./testing/start-functions.ts";

let started: Awaited<ReturnType<typeof startFunctions>>;
let harness: Harness;
beforeAll(async () => {
  started = await startFunctions();
});
afterEach(() => harness.close());
afterAll(() => started.close());

type Event = "viewer-request" | "origin-request" | "origin-response" | "viewer-response";

/** Starts a data plane with one real function, and an origin that answers in chunks. */
async function serve(event: Event, source: string, answer: OriginHandler = chunked): Promise<Harness> {
  const isLambda = source.includes("exports.handler");
  const arn = isLambda ? await started.version({ "index.js": source }) : started.publish(event, source);
  const [CloudFrontFunctions, LambdaFunctions] = isLambda ? [[], [event]] : [[event], []];
  harness = await startHarness({
    functions: { [event]: (call) => started.functions.run({ ...call, arn }) },
    behavior: {
      AllowedMethods: { Quantity: 3, Items: ["GET", "HEAD", "POST"] } as never,
      FunctionAssociations: {
        Quantity: CloudFrontFunctions.length,
        Items: CloudFrontFunctions.map((EventType) => ({ FunctionARN: EventType, EventType })),
      },
      LambdaFunctionAssociations: {
        Quantity: LambdaFunctions.length,
        Items: LambdaFunctions.map((EventType) => ({ LambdaFunctionARN: EventType, EventType })),
      },
    },
  });
  harness.origin.answer(answer);
  return harness;
}

const chunked: OriginHandler = (_request, response) => {
  response.writeHead(200, { "content-type": "text/plain", "transfer-encoding": "chunked", via: "1.1 proxy" });
  response.end("from the origin");
};
const measured: OriginHandler = (_request, response) => {
  response.writeHead(200, { "content-type": "text/plain", "content-length": "15" }).end("from the origin");
};

const lambda = (body: string) => `exports.handler = async (event) => { const { cf } = event.Records[0]; ${body} };`;
const cloudFront = (body: string) => `function handler(event) { ${body} }`;

const failed = (answer: ClientResponse, xCache: string) => {
  expect(answer.status).toBe(502);
  expect(answer.headers["x-cache"]).toBe(`${xCache} from cloudfront`);
};

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-read-only-headers
describe("An origin's response that a function rebuilds", () => {
  const rebuilt = lambda("return { status: '200', headers: { 'x-new': [{ value: '1' }] }, body: 'rebuilt' };");

  it("becomes 502 without the Transfer-Encoding that the origin sent", async () => {
    await serve("origin-response", rebuilt);
    failed(await harness.get("/a"), "LambdaValidationError");
    expect(harness.log[0]).toContain("The header 'transfer-encoding' is read-only at origin-response");
  });

  it("is served if the origin sent neither Transfer-Encoding nor Via", async () => {
    await serve("origin-response", rebuilt, measured);
    expect(await harness.get("/a")).toMatchObject({ status: 200, body: "rebuilt" });
  });

  it("is served if it keeps both headers, which CloudFront then writes again for the viewer", async () => {
    const { headers } = {
      headers: "{ via: cf.response.headers.via, 'transfer-encoding': cf.response.headers['transfer-encoding'] }",
    };
    await serve("origin-response", lambda(`return { status: '200', headers: ${headers}, body: 'rebuilt' };`));
    for (const cache of ["Miss from cloudfront", "Hit from cloudfront"]) {
      const answer = await harness.get("/a");
      expect(answer).toMatchObject({ status: 200, body: "rebuilt" });
      expect(answer.headers).toMatchObject({ "content-length": "7", "x-cache": cache });
      expect(answer.headers["transfer-encoding"]).toBeUndefined();
      expect(answer.headers.via).toBe("1.1 e1testdistrib.cloudfront.net (CloudFront)");
    }
  });

  it("keeps the origin's body if the function only adds a header", async () => {
    await serve("origin-response", lambda("cf.response.headers['x-new'] = [{ value: '1' }]; return cf.response;"));
    const answer = await harness.get("/a");
    expect(answer).toMatchObject({ status: 200, body: "from the origin" });
    expect(answer.headers).toMatchObject({ "x-new": "1", via: "1.1 e1testdistrib.cloudfront.net (CloudFront)" });
  });
});

describe("A viewer response that a function rebuilds", () => {
  const inLambda = lambda("return { status: cf.response.status, headers: {} };");
  const inFunction = cloudFront("return { statusCode: 200, headers: {} };");

  it.each([
    ["Content-Length", measured],
    ["Transfer-Encoding", chunked],
  ] as const)("becomes 502 without %s in both runtimes", async (name, answer) => {
    await serve("viewer-response", inLambda, answer);
    failed(await harness.get("/a"), "LambdaValidationError");
    expect(harness.log[0]).toContain(`'${name.toLowerCase()}' is read-only at viewer-response`);
    await harness.close();
    await serve("viewer-response", inFunction, answer);
    failed(await harness.get("/a"), "FunctionValidationError");
    expect(harness.log[0]).toContain(`'${name.toLowerCase()}' is read-only at viewer-response`);
  });

  it("has, in a cached response, the length that the viewer gets", async () => {
    const show = "event.response.headers['x-seen'] = { value: JSON.stringify(event.response.headers) };";
    await serve("viewer-response", cloudFront(`${show} return event.response;`));
    await harness.get("/a");
    const answer = await harness.get("/a");
    expect(answer.headers["x-cache"]).toBe("Hit from cloudfront");
    expect(JSON.parse(String(answer.headers["x-seen"]))).toMatchObject({
      "content-length": { value: "15" },
      via: { value: "1.1 e1testdistrib.cloudfront.net (CloudFront)" },
    });
    expect(answer).toMatchObject({ status: 200, body: "from the origin" });
  });
});

describe("A request that a function rebuilds", () => {
  it("leads to 502 at viewer request without Host, in both runtimes", async () => {
    await serve("viewer-request", lambda("cf.request.headers = {}; return cf.request;"));
    failed(await harness.get("/a"), "LambdaValidationError");
    await harness.close();
    await serve("viewer-request", cloudFront("event.request.headers = {}; return event.request;"));
    failed(await harness.get("/a"), "FunctionValidationError");
  });

  it("leads to 502 at origin request without Via", async () => {
    await serve("origin-request", lambda("delete cf.request.headers.via; return cf.request;"));
    failed(await harness.get("/a"), "LambdaValidationError");
  });

  it.each([
    ["content-length", { "content-length": "4" }],
    ["transfer-encoding", { "transfer-encoding": "chunked" }],
  ])(
    "is 502 at origin request without the viewer's %s, which reaches the origin unless a function fails",
    async (name, headers) => {
      await serve("origin-request", lambda(`delete cf.request.headers['${name}']; return cf.request;`));
      const post = () =>
        send({
          port: harness.dataPlane.httpPort,
          path: "/a",
          method: "POST",
          body: "sent",
          headers: { host: "localhost", ...headers },
        });
      failed(await post(), "LambdaValidationError");
      await harness.close();
      await serve("origin-request", lambda("return cf.request;"));
      expect((await post()).status).toBe(200);
      expect(harness.origin.received[0]).toMatchObject({ body: "sent", headers });
    },
  );

  it("leads to 502 at origin request without the conditions that confirm a stored response", async () => {
    const withTag: OriginHandler = (_request, response) =>
      response.writeHead(200, { etag: '"1"', "cache-control": "max-age=1" }).end("a");
    await serve("origin-request", lambda("delete cf.request.headers['if-none-match']; return cf.request;"), withTag);
    expect((await harness.get("/a")).status).toBe(200);
    harness.advance(2);
    failed(await harness.get("/a"), "LambdaValidationError");
  });
});
