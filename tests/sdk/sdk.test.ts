import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveHandlers } from "../serve-handlers/index.ts";

const request = { event: "viewer-request" } as const;
const lambda = "lambda-at-edge" as const;
const handlers = {
  origins: request,
  "lambda-origins": { event: "origin-request" },
  store: { ...request, keyValues: { own: "é 1" }, config: { limit: 5, names: { a: "Anna", b: "Bob" } } },
  hashes: { ...request, runtime: "cloudfront-function" },
  "lambda-hashes": { ...request, handler: "hashes", runtime: lambda },
  "log-data": { ...request, runtime: "cloudfront-function" },
  "lambda-log-data": { ...request, handler: "log-data", runtime: lambda },
} as const;

let served: Awaited<ReturnType<typeof serveHandlers<keyof typeof handlers>>>;
beforeAll(async () => {
  served = await serveHandlers(`${import.meta.dirname}/handlers`, handlers);
}, 60_000);
afterAll(() => served.close());

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
describe("request.origin, through a whole distribution", () => {
  it("select() chooses another origin, with its own settings or overrides", async () => {
    expect(await served.ask("origins", "/select")).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://origin-1.example.com:80/select",
      originHeaders: { host: "origin-1.example.com", "x-assigned": "origin-1" },
    });
    expect(await served.ask("origins", "/select-with-overrides")).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://origin-1.example.com:80/select-with-overrides",
      originHeaders: { host: "other.example.com", "x-assigned": "origin-1" },
    });
  });

  it("select() of an unknown id gives 502", async () => {
    const answer = await served.ask("origins", "/select-unknown");
    expect(answer).toMatchObject({ status: 502, originUrl: undefined });
    expect(answer.headers["x-cache"]).toBe("FunctionValidationError from cloudfront");
  });

  it("update() changes the given settings and keeps the others", async () => {
    const answer = await served.ask("origins", "/update");
    expect(answer).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://www.example.com:80/base/update",
      originHeaders: { host: "www.example.com", "x-mine": "1" },
    });
    expect(answer.originHeaders["x-assigned"]).toBeUndefined();
  });

  it("update() signs requests to a bucket", async () => {
    const answer = await served.ask("origins", "/update-to-s3");
    expect(answer).toMatchObject({ status: 200, warnings: [], originHeaders: { host: "my-bucket.s3.amazonaws.com" } });
    expect(answer.originHeaders.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=.*\/s3\/aws4_request/);
  });

  it.each([
    ["/group", 503, ["origin-1.example.com", "origin-2.example.com"]],
    ["/group", 404, ["origin-1.example.com"]],
    ["/group-with-overrides", 404, ["first.example.com", "second.example.com"]],
    ["/group-with-overrides", 503, ["first.example.com"]],
  ])("group() fails over to the second origin on its statuses only: %s, %d", async (path, status, expected) => {
    const hosts: (string | undefined)[] = [];
    served.answerBy((response) => {
      hosts.push(response.req.headers.host);
      response.writeHead(hosts.length === 1 ? status : 200).end();
    });
    const answer = await served.ask("origins", `${path}?${status}`);
    served.answerBy(undefined);
    expect(hosts).toEqual(expected);
    expect(answer).toMatchObject({ status: expected.length === 1 ? status : 200, warnings: [] });
  });

  it("the last call decides, and without one the behavior's origin stays", async () => {
    expect((await served.ask("origins", "/twice")).originUrl).toBe("http://origin-2.example.com:80/twice");
    expect((await served.ask("origins", "/none")).originUrl).toBe("http://app.example.com:80/none");
  });

  it("update() changes the origin in Lambda@Edge, at origin request", async () => {
    const domain = await served.ask("lambda-origins", "/domain");
    expect(domain).toMatchObject({
      status: 200,
      originUrl: "http://www.example.com:80/domain",
      originHeaders: { host: "www.example.com", "x-mine": "1" },
    });
    expect(domain.originHeaders["x-assigned"]).toBeUndefined();
    expect(await served.ask("lambda-origins", "/path")).toMatchObject({
      status: 200,
      originUrl: "http://app.example.com:80/base/path",
      originHeaders: { host: "other.example.com", "x-assigned": "app" },
    });
    expect((await served.ask("lambda-origins", "/protocol")).originUrl).toBe("https://www.example.com:8443/protocol");
  });

  it("select() throws in Lambda@Edge, which has none", async () => {
    const answer = await served.ask("lambda-origins", "/select");
    expect(answer.status).toBe(503);
    expect(answer.body).toContain("Lambda@Edge has no origin.select()");
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
it("a KeyValueStore's keys, dynamic fields and records are read, through a whole distribution", async () => {
  const read = async (name: string) => JSON.parse((await served.ask("store", `/?name=${name}`)).body);
  expect(await read("b")).toEqual({ own: "é 1", isMissing: true, limit: 5, name: "Bob" });
  expect(await read("c")).toEqual({ own: "é 1", isMissing: true, limit: 5 });
});

describe("the SDK's crypto, through a whole distribution", () => {
  it.each(["hashes", "lambda-hashes"] as const)("gives Node.js's results: %s", async (name) => {
    for (const text of ["", "a", "é\u{1f600}", "x".repeat(500)]) {
      const base64url = Buffer.from(text).toString("base64url");
      const hmac = (encoding: "base64url" | "hex") => createHmac("sha256", "a key: é").update(text).digest(encoding);
      expect(JSON.parse((await served.ask(name, `/?text=${base64url}`)).body)).toEqual({
        sha256: createHash("sha256").update(text).digest("hex"),
        hmac: hmac("base64url"),
        hexHmac: hmac("hex"),
        base64url,
        equal: [true, false, false],
      });
    }
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html#log-custom-data-method
it("logCustomData() writes the last text to the access log, and in Lambda@Edge each text to the function's log", async () => {
  const written = await served.ask("log-data", "/a");
  expect(written).toMatchObject({ status: 200, logData: "path%3D%2Fa%20%C3%A9" });
  const logged = await served.ask("lambda-log-data", "/a");
  expect(logged).toMatchObject({ status: 200, logs: ["first", "path=/a é"], logData: undefined });
});
