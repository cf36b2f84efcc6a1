import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveHandlers } from "../serve-handlers/index.ts";

const request = { event: "viewer-request" } as const;
const keyed = { ...request, keyValues: { kid: "the secret key" } };
const examples = {
  "helper-key-value-store": { ...request, keyValues: { myFunctionKey: "é", json: '{"a":1}' } },
  "helper-edge-location": request,
  "helper-raw-query-string": request,
  "helper-log-custom-data": request,
  "helper-distribution-tenant": request,
  "update-to-s3": request,
  "update-to-load-balancer": request,
  "update-domain-name": request,
  "update-host-header-and-sni": request,
  "select-s3-origin": request,
  "select-load-balancer": request,
  "select-load-balancer-with-host-header": request,
  "create-origin-group": request,
  "cwt-validate": keyed,
  "cwt-generate": keyed,
  "cwt-refresh": keyed,
} as const;

let guide: Awaited<ReturnType<typeof serveHandlers<keyof typeof examples>>>;
beforeAll(async () => {
  guide = await serveHandlers(`${import.meta.dirname}/handlers`, examples);
}, 60_000);
afterAll(() => guide.close());

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
it("Helper methods for key value stores", async () => {
  const { body } = await guide.ask("helper-key-value-store", "/");
  const metadata = ["creationDateTime", "keyCount", "lastUpdatedDateTime"];
  expect(JSON.parse(body)).toEqual(["é", 1, "c3a9", true, false, 2, metadata]);
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
describe("General helper methods", () => {
  it("edgeLocation metadata", async () => {
    const { body } = await guide.ask("helper-edge-location", "/");
    expect(JSON.parse(body)).toEqual({ name: "SEA", serverIp: "127.0.0.1", region: "us-west-2" });
  });

  it.each([
    ["/page?name=John&age=25&city=Boston", { raw: "name=John&age=25&city=Boston", type: "string" }],
    ["/page?", { raw: "", type: "string" }],
    ["/page", { type: "undefined" }],
  ])("rawQueryString() method: %s", async (url, expected) => {
    expect(JSON.parse((await guide.ask("helper-raw-query-string", url)).body)).toEqual(expected);
  });

  it("Log a header in a viewer request function", async () => {
    const asked = await guide.ask("helper-log-custom-data", "/", { headers: { "x-debug-header": "a b" } });
    expect(asked).toMatchObject({ status: 200, logData: "debug%20header%20found%3A%20a%20b" });
    expect((await guide.ask("helper-log-custom-data", "/")).logData).toBeUndefined();
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/saas-specific-logic-function-code.html
it("Helper methods for CloudFront SaaS Manager properties, which a standard distribution lacks", async () => {
  expect(await guide.ask("helper-distribution-tenant", "/")).toMatchObject({
    status: 200,
    body: "undefined distributionTenant module is not available",
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
describe("Helper methods for origin modification", () => {
  it("Update to Amazon S3 request origin", async () => {
    const domain = "amzn-s3-demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com";
    const answer = await guide.ask("update-to-s3", "/a");
    expect(answer).toMatchObject({ status: 200, warnings: [], originHeaders: { host: domain } });
    expect(answer.originUrl).toContain(`//${domain}:`);
    expect(answer.originHeaders.authorization).toContain("/us-east-1/s3/aws4_request");
    expect(answer.originHeaders["x-assigned"]).toBeUndefined();
  });

  it("Update to Application Load Balancer request origin", async () => {
    const answer = await guide.ask("update-to-load-balancer", "/a");
    const host = "example-1234567890.us-east-1.elb.amazonaws.com";
    expect(answer).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: `http://${host}:80/a`,
      originHeaders: { host, "x-stage": "production", "x-region": "us-east-1" },
    });
    expect(answer.originHeaders["x-assigned"]).toBeUndefined();
  });

  it("Update to origin with Origin Shield enabled: settings that are omitted stay", async () => {
    expect(await guide.ask("update-domain-name", "/a")).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://www.example.com:80/a",
      originHeaders: { host: "www.example.com", "x-assigned": "app" },
    });
  });

  it("Update the host header, SNI, and allowed certificate names", async () => {
    expect(await guide.ask("update-host-header-and-sni", "/a")).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://www.example.com:80/a",
      originHeaders: { host: "test.example.com" },
    });
  });

  it("Select Amazon S3 request origin", async () => {
    const domain = "amzn-s3-demo-bucket-in-us-east-1.s3.us-east-1.amazonaws.com";
    const answer = await guide.ask("select-s3-origin", "/a");
    expect(answer).toMatchObject({ status: 200, warnings: [], originHeaders: { host: domain } });
    expect(answer.originUrl).toContain(`//${domain}:`);
  });

  it.each([
    ["select-load-balancer", "myalb-prod-1234567890.us-east-1.elb.amazonaws.com"],
    ["select-load-balancer-with-host-header", "test.example.com"],
  ] as const)("Select Application Load Balancer request origin: %s", async (name, host) => {
    expect(await guide.ask(name, "/a")).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://myalb-prod-1234567890.us-east-1.elb.amazonaws.com:80/a",
      originHeaders: { host, "x-assigned": "myALB-prod" },
    });
  });

  it("Create request origin group, with overrides of each origin", async () => {
    const answered: (string | undefined)[] = [];
    guide.answerBy((response) => {
      answered.push(response.req.headers.host);
      response.writeHead(answered.length === 1 ? 500 : 200).end();
    });
    const answer = await guide.ask("create-origin-group", "/a");
    expect(answered).toEqual(["hostHeader.example.com", "hostHeader2.example.com"]);
    expect(answer).toMatchObject({
      status: 200,
      warnings: [],
      originUrl: "http://origin-2.example.com:80/a",
      originHeaders: { host: "hostHeader2.example.com", "x-assigned": "origin-2", "x-hookx": "origin-overrides" },
    });
    guide.answerBy(undefined);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cwt-support-cloudfront-functions.html
describe("CWT support for CloudFront Functions", () => {
  const headers = { "x-cwt-kid": "kid" };
  const made = async () => String((await guide.ask("cwt-generate", "/", { headers })).headers["x-generated-cwt-token"]);

  it("Generate a CWT token", async () => {
    const token = Buffer.from(await made(), "base64url");
    expect(token.subarray(0, 3).toString("hex")).toBe("d83dd1");
    expect(await guide.ask("cwt-generate", "/")).toMatchObject({ status: 402, statusText: "Token processing failed" });
  });

  it("Validate token with kid sent as part of the token", async () => {
    const token = await made();
    expect(await guide.ask("cwt-validate", "/", { headers: { ...headers, "x-cwt-token": token } })).toMatchObject({
      status: 200,
    });
    for (const other of [`${token.slice(0, -4)}AAAA`, "abcd", ""]) {
      const asked = { headers: { ...headers, "x-cwt-token": other } };
      expect(await guide.ask("cwt-validate", "/", asked)).toMatchObject({ status: 401, statusText: "Invalid token" });
    }
    const unknown = { headers: { "x-cwt-kid": "other", "x-cwt-token": token } };
    expect(await guide.ask("cwt-validate", "/", unknown)).toMatchObject({ status: 402 });
  });

  it("Refresh token based on some logic", async () => {
    const token = await made();
    const answer = await guide.ask("cwt-refresh", "/", { headers: { ...headers, "x-cwt-token": token } });
    expect(answer).toMatchObject({ status: 200 });
    const renewed = Buffer.from(String(answer.originHeaders["x-cwt-regenerated-token"]), "base64url");
    expect(renewed[0]).toBe(0xd1);
    expect(renewed.length).toBe(Buffer.from(token, "base64url").length - 2);
  });
});
