import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, serveHandlers } from "../serve-handlers/index.ts";

const request = { event: "viewer-request" } as const;
const response = { event: "viewer-response" } as const;
const examples = {
  "add-security-headers": response,
  "add-cors-header": response,
  "add-cache-control-header": response,
  "add-true-client-ip-header": request,
  "add-origin-header": request,
  "add-index-html": request,
  "normalize-query-string": request,
  "redirect-by-country": request,
  "rewrite-by-key-value-store": {
    ...request,
    keyValues: { latest: JSON.stringify({ a_weightage: 1, a_url: "v1", b_url: "v2" }) },
  },
  "select-closer-origin": request,
  "use-key-value-pairs": { ...request, keyValues: { en: "english" } },
  "validate-simple-token": { ...request, keyValues: { "jwt.secret": "a secret" } },
  "await-answer": request,
  "await-then": request,
  "tutorial-simple-function": request,
} as const;

let guide: Awaited<ReturnType<typeof serveHandlers<keyof typeof examples>>>;
beforeAll(async () => {
  guide = await serveHandlers(`${import.meta.dirname}/handlers`, examples);
}, 60_000);
afterAll(() => guide.close());

const served = (answer: Answer) => expect(answer).toMatchObject({ status: 200, warnings: [] });

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/service_code_examples_cloudfront_functions_examples.html
describe("the guide's examples for CloudFront Functions", () => {
  it("Add HTTP security headers to a viewer response", async () => {
    const answer = await guide.ask("add-security-headers", "/a");
    served(answer);
    expect(answer.headers).toMatchObject({
      "strict-transport-security": "max-age=63072000; includeSubdomains; preload",
      "content-security-policy": expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'$/),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-xss-protection": "1; mode=block",
      "referrer-policy": "same-origin",
    });
  });

  it("Add a CORS header to a viewer response", async () => {
    const asked = await guide.ask("add-cors-header", "/a", { headers: { origin: "https://example.com" } });
    served(asked);
    expect(asked.headers["access-control-allow-origin"]).toBe("https://example.com");
    expect((await guide.ask("add-cors-header", "/a")).headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("Add a cache control header to a viewer response", async () => {
    const answer = await guide.ask("add-cache-control-header", "/a");
    served(answer);
    expect(answer.headers["cache-control"]).toBe("public, max-age=63072000");
  });

  it("Add a true client IP header to a viewer request", async () => {
    const answer = await guide.ask("add-true-client-ip-header", "/a", {
      headers: { "x-loopback-viewer-address": "198.51.100.7" },
    });
    served(answer);
    expect(answer.originHeaders["true-client-ip"]).toBe("198.51.100.7");
  });

  it("Add an origin header to a viewer request", async () => {
    const answer = await guide.ask("add-origin-header", "/a");
    served(answer);
    expect(answer.originHeaders.origin).toMatch(/^https:\/\/[a-z0-9]+\.cloudfront\.net$/);
    const asked = await guide.ask("add-origin-header", "/a", { headers: { origin: "https://example.com" } });
    expect(asked.originHeaders.origin).toBe("https://example.com");
  });

  it.each([
    ["/blog/", "/blog/index.html"],
    ["/blog", "/blog/index.html"],
    ["/blog/a.html", "/blog/a.html"],
  ])("Add index.html to request URLs without a file name: %s", async (url, expected) => {
    const answer = await guide.ask("add-index-html", url);
    served(answer);
    expect(answer.originUrl).toBe(`http://app.example.com:80${expected}`);
  });

  it("Normalize query string parameters, which it returns as a string", async () => {
    const answer = await guide.ask("normalize-query-string", "/a?c=3&b=2&a=2&a=1");
    served(answer);
    expect(answer.originUrl).toMatch(/\/a\?a=1&a=2&b=2&c=3$/);
  });

  it("Redirect to a new URL by the viewer's country", async () => {
    const from = (country: string) =>
      guide.ask("redirect-by-country", "/a", { headers: { "x-loopback-viewer-country": country } });
    const german = await from("DE");
    expect(german).toMatchObject({ status: 302, statusText: "Found", originUrl: undefined });
    expect(german.headers.location).toMatch(/^https:\/\/[a-z0-9]+\.cloudfront\.net\/de\/index\.html$/);
    served(await from("ES"));
  });

  it("Rewrite a request URI by the configuration in a KeyValueStore", async () => {
    const rewritten = await guide.ask("rewrite-by-key-value-store", "/latest/something/else");
    served(rewritten);
    expect(rewritten.originUrl).toMatch(/\/v1\/something\/else$/);
    const sticky = await guide.ask("rewrite-by-key-value-store", "/latest/a", {
      headers: { cookie: "appversion=latest" },
    });
    expect(sticky.originUrl).toMatch(/\/latest\/a$/);
    expect((await guide.ask("rewrite-by-key-value-store", "/other/a")).originUrl).toMatch(/\/other\/a$/);
  });

  it.each([
    ["DE", "eu-central-1"],
    ["US", "us-east-1"],
  ])("Route requests to an origin closer to the viewer: %s", async (country, region) => {
    const answer = await guide.ask("select-closer-origin", `/${region}`, {
      headers: { "x-loopback-viewer-country": country },
    });
    const domain = `demo-bucket-in-${region}.s3.${region}.amazonaws.com`;
    expect(answer.status).toBe(200);
    expect(answer.originUrl).toContain(`//${domain}:`);
    expect(answer.originHeaders.host).toBe(domain);
    expect(answer.originHeaders.authorization).toContain(`/${region}/s3/aws4_request`);
    expect(answer.warnings).toEqual([expect.stringContaining("'originAccessControlConfig.region' has no effect")]);
  });

  it("Use key-value pairs", async () => {
    const answer = await guide.ask("use-key-value-pairs", "/en/a");
    served(answer);
    expect(answer.originUrl).toMatch(/\/english\/a$/);
    const missing = await guide.ask("use-key-value-pairs", "/xx/a");
    expect(missing.originUrl).toMatch(/\/xx\/a$/);
    expect(missing.logs[0]).toMatch(/^\/xx\/a \| /);
  });

  it("Validate a simple token", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = (claims: object, key = "a secret") => {
      const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
      return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
    };
    const valid = await guide.ask("validate-simple-token", `/a?b=1&jwt=${token({ exp: 4_000_000_000 })}`);
    served(valid);
    expect(valid.originUrl).toMatch(/\/a\?b=1$/);
    for (const query of [
      "",
      `jwt=${token({}, "other")}`,
      `jwt=${token({ exp: 1 })}`,
      `jwt=${token({ nbf: 4_000_000_000 })}`,
    ]) {
      const refused = await guide.ask("validate-simple-token", `/a?${query}`);
      expect(refused).toMatchObject({ status: 401, statusText: "Unauthorized", originUrl: undefined });
    }
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/async-await-syntax.html
describe("Use async and await", () => {
  it.each([
    ["await-answer", "42"],
    ["await-then", "1764"],
  ] as const)("%s", async (name, expected) => {
    const answer = await guide.ask(name, "/a");
    served(answer);
    expect(answer.originHeaders.answer).toBe(expected);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-tutorial.html
it("Tutorial: Create a simple function with CloudFront Functions", async () => {
  const answer = await guide.ask("tutorial-simple-function", "/");
  expect(answer).toMatchObject({ status: 302, statusText: "Found", body: "" });
  expect(answer.headers).toMatchObject({
    server: "CloudFront",
    "content-length": "0",
    location: "https://aws.amazon.com/cloudfront/",
    "cloudfront-functions": "generated-by-CloudFront-Functions",
    "x-cache": "FunctionGeneratedResponse from cloudfront",
  });
});
