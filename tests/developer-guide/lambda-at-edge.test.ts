import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveHandlers } from "../serve-handlers/index.ts";

const viewerRequest = { event: "viewer-request" } as const;
const originRequest = { event: "origin-request" } as const;
const originResponse = { event: "origin-response" } as const;
const toS3 = { ...originRequest, origin: "s3" } as const;
const examples = {
  "lambda-a-b-testing": viewerRequest,
  "lambda-override-response-header": originResponse,
  "lambda-serve-static-content": viewerRequest,
  "lambda-http-redirect": viewerRequest,
  "lambda-header-from-query-string": originRequest,
  "lambda-normalize-query-string": viewerRequest,
  "lambda-redirect-to-sign-in": viewerRequest,
  "lambda-redirect-by-country": originRequest,
  "lambda-serve-by-device": originRequest,
  "lambda-custom-origin-to-s3": originRequest,
  "lambda-s3-region-by-country": toS3,
  "lambda-s3-origin-to-custom": toS3,
  "lambda-gradual-transfer": toS3,
  "lambda-domain-by-country": originRequest,
  "lambda-error-to-200": originResponse,
  "lambda-error-to-302": originResponse,
  "lambda-read-form": viewerRequest,
  "lambda-modify-form": viewerRequest,
  "lambda-tutorial-security-headers": originResponse,
} as const;

let guide: Awaited<ReturnType<typeof serveHandlers<keyof typeof examples>>>;
beforeAll(async () => {
  guide = await serveHandlers(`${import.meta.dirname}/handlers`, examples);
}, 60_000);
afterAll(() => guide.close());

const from = (country: string) => ({ headers: { "x-loopback-viewer-country": country } });
const app = "http://app.example.com:80";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html
describe("the guide's examples for Lambda@Edge", () => {
  it("A/B testing", async () => {
    const by = async (cookie: string) =>
      (await guide.ask("lambda-a-b-testing", "/experiment-pixel.jpg", { headers: { cookie } })).originUrl;
    expect(await by("a=1; X-Experiment-Name=A")).toBe(`${app}/experiment-group/control-pixel.jpg`);
    expect(await by("X-Experiment-Name=B")).toBe(`${app}/experiment-group/treatment-pixel.jpg`);
    expect(await by("a=1")).toMatch(/\/experiment-group\/(control|treatment)-pixel\.jpg$/);
    expect((await guide.ask("lambda-a-b-testing", "/other.jpg")).originUrl).toBe(`${app}/other.jpg`);
  });

  it("Override a response header, by an entry with another header's key", async () => {
    const modified = "Mon, 01 Jan 2024 00:00:00 GMT";
    guide.answerBy((response) => response.writeHead(200, { "x-amz-meta-last-modified": modified }).end());
    const answer = await guide.ask("lambda-override-response-header", "/a");
    expect(answer).toMatchObject({ status: 200, headers: { "last-modified": modified } });
    expect(answer.warnings).toEqual([
      expect.stringContaining("but the header is 'last-modified', so the key is ignored"),
    ]);
    guide.answerBy(undefined);
  });

  it("Serve static content (generated response)", async () => {
    expect(await guide.ask("lambda-serve-static-content", "/a")).toMatchObject({
      status: 200,
      body: expect.stringContaining("<p>Hello from the edge!</p>"),
      headers: {
        "cache-control": "max-age=100",
        "content-type": "text/html",
        "x-cache": "LambdaGeneratedResponse from cloudfront",
      },
      originUrl: undefined,
    });
  });

  it("Generate an HTTP redirect (generated response)", async () => {
    expect(await guide.ask("lambda-http-redirect", "/a")).toMatchObject({
      status: 302,
      statusText: "Found",
      headers: { location: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-edge.html" },
    });
  });

  it("Add a header based on a query string parameter", async () => {
    expect(await guide.ask("lambda-header-from-query-string", "/a?auth=secret&b=1")).toMatchObject({
      status: 200,
      originUrl: `${app}/a?b=1`,
      originHeaders: { "auth-header": "secret" },
    });
  });

  it("Normalize query string parameters to improve the cache hit ratio", async () => {
    expect((await guide.ask("lambda-normalize-query-string", "/a?B=Two&a=ONE")).originUrl).toBe(`${app}/a?a=one&b=two`);
  });

  it("Redirect unauthenticated users to a sign-in page", async () => {
    const redirected = await guide.ask("lambda-redirect-to-sign-in", "/a?b=1", { headers: { cookie: "other=1" } });
    expect(redirected.status).toBe(302);
    const location = new URL(redirected.headers.location ?? "");
    expect(`${location.origin}${location.pathname}`).toBe("https://www.example.com/signin");
    expect(location.searchParams.get("redirect_url")).toMatch(/^https:\/\/[a-z0-9]+\.cloudfront\.net\/a\?b=1$/);
    const signedIn = { headers: { cookie: "other=1; session-id=abc" } };
    expect((await guide.ask("lambda-redirect-to-sign-in", "/a", signedIn)).originUrl).toBe(`${app}/a`);
  });

  it.each([
    ["TW", "https://tw.example.com/"],
    ["US", "https://us.example.com/"],
    ["ES", "https://example.com/"],
  ])("Redirect viewer requests to a country-specific URL: %s", async (country, location) => {
    expect(await guide.ask("lambda-redirect-by-country", `/${country}`, from(country))).toMatchObject({
      status: 302,
      headers: { location },
    });
  });

  it.each([
    ["desktop", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"],
    [
      "mobile",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
    ],
    ["tablet", "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"],
  ])("Serve different versions of an object based on the device: %s", async (device, agent) => {
    const answer = await guide.ask("lambda-serve-by-device", "/a.jpg", { headers: { "user-agent": agent } });
    expect(answer.originUrl).toBe(`${app}/${device}/a.jpg`);
  });

  it("Use an origin request trigger to change from a custom origin to an Amazon S3 origin", async () => {
    const answer = await guide.ask("lambda-custom-origin-to-s3", "/a?useS3Origin=true");
    expect(answer).toMatchObject({ status: 200, originHeaders: { host: "my-bucket.s3.amazonaws.com" } });
    expect(answer.originUrl).toContain("//my-bucket.s3.amazonaws.com:");
    expect((await guide.ask("lambda-custom-origin-to-s3", "/a")).originUrl).toBe(`${app}/a`);
  });

  it("Use an origin request trigger to change the Amazon S3 origin Region", async () => {
    const answer = await guide.ask("lambda-s3-region-by-country", "/a", from("DE"));
    const host = "my-bucket-in-eu-central-1.s3.amazonaws.com";
    expect(answer).toMatchObject({ status: 200, originHeaders: { host } });
    expect(answer.originUrl).toContain(`//${host}:`);
    const other = await guide.ask("lambda-s3-region-by-country", "/b", from("ES"));
    expect(other.originUrl).toContain("//default-bucket.s3.amazonaws.com:");
  });

  it("Use an origin request trigger to change from an Amazon S3 origin to a custom origin", async () => {
    expect(await guide.ask("lambda-s3-origin-to-custom", "/a?useCustomOrigin=true")).toMatchObject({
      status: 200,
      originUrl: "https://www.example.com:443/a?useCustomOrigin=true",
      originHeaders: { host: "www.example.com" },
    });
  });

  it("Use an origin request trigger to gradually transfer traffic from one Amazon S3 bucket to another", async () => {
    const buckets = new Set<string | undefined>();
    for (let count = 0; count < 60; count += 1) {
      const answer = await guide.ask("lambda-gradual-transfer", `/${count}`);
      expect(answer.status).toBe(200);
      buckets.add(answer.originHeaders.host);
    }
    expect([...buckets].sort()).toEqual(["blue-bucket.s3.amazonaws.com", "default-bucket.s3.amazonaws.com"]);
  });

  it("Use an origin request trigger to change the origin domain name based on the country header", async () => {
    expect(await guide.ask("lambda-domain-by-country", "/a", from("DE"))).toMatchObject({
      status: 200,
      originUrl: "http://eu.example.com:80/a",
      originHeaders: { host: "eu.example.com" },
    });
    expect((await guide.ask("lambda-domain-by-country", "/b", from("ES"))).originUrl).toBe(`${app}/b`);
  });

  // In the next two, the handler sets the status as a number.
  it("Use an origin response trigger to update the error status code to 200", async () => {
    guide.answerBy((response) => response.writeHead(404).end("not found"));
    const answer = await guide.ask("lambda-error-to-200", "/a");
    expect(answer).toMatchObject({ status: 200, statusText: "OK", body: "Body generation example" });
    expect(answer.warnings).toEqual([expect.stringMatching(/^The status is the number 200;/)]);
    expect(guide.warnings("lambda-error-to-200")).toMatchObject([{ rule: "FE-EVT-007", at: { line: 5 } }]);
    guide.answerBy(undefined);
  });

  it("Use an origin response trigger to update the error status code to 302", async () => {
    guide.answerBy((response) => response.writeHead(503).end("not found"));
    expect(await guide.ask("lambda-error-to-302", "/a?b=1")).toMatchObject({
      status: 302,
      statusText: "Found",
      body: "",
      headers: { location: "/plan-b/path?b=1" },
    });
    guide.answerBy(undefined);
  });

  const form = {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "name1=a&name2=b",
  };

  it("Use a request trigger to read an HTML form", async () => {
    const answer = await guide.ask("lambda-read-form", "/a", form);
    expect(answer).toMatchObject({ status: 200, body: form.body, logs: ['"name1" is "a".', '"name2" is "b".'] });
    expect(await guide.ask("lambda-read-form", "/a")).toMatchObject({ status: 200, logs: [] });
  });

  it("Use a request trigger to modify an HTML form", async () => {
    const answer = await guide.ask("lambda-modify-form", "/a", form);
    expect(answer).toMatchObject({ status: 200, body: `${form.body}&new-param-name=new-param-value` });
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-how-it-works-tutorial.html
it("Tutorial: Create a basic Lambda@Edge function", async () => {
  expect(await guide.ask("lambda-tutorial-security-headers", "/a")).toMatchObject({
    status: 200,
    headers: {
      "strict-transport-security": "max-age= 63072000; includeSubdomains; preload",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-xss-protection": "1; mode=block",
      "referrer-policy": "same-origin",
    },
  });
});
