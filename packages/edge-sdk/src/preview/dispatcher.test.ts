import { describe, expect, it } from "vitest";
import type { LambdaRequest, LambdaResponse } from "../lambda-event.ts";
import type { PreviewCode, PreviewEvent } from "./code.ts";
import { createDispatcher, type PreviewLambdaEvent } from "./dispatcher.ts";
import { loadPreview } from "./load-code.ts";
import { previewHeader } from "./pages.ts";
import { stashHeader } from "./pending-request.ts";

const sha256 = "ab".repeat(32);
const contentHost = "dev-site-preview-pages.s3.eu-west-1.amazonaws.com";

const code: PreviewCode = {
  version: 1,
  content: "",
  defaultRootObject: "index.html",
  behaviors: [
    { path: "/api/*", functions: { "viewer-request": "reject", "origin-request": "uri", "origin-response": "seen" } },
    { path: "/geo/*", functions: { "viewer-request": "country" } },
    { path: "*", functions: { "viewer-request": "rewrite", "viewer-response": "seen" } },
  ],
  functions: {
    reject: {
      code: `exports.handler = async (event) => { const { request } = event.Records[0].cf;
        return request.uri === "/api/no" ? { status: "403", headers: {} } : request; };`,
    },
    rewrite: {
      code: `exports.handler = async (event) => { const { request } = event.Records[0].cf;
        if (request.body) throw new Error("got a body"); return { ...request, uri: request.uri.replace("/old/", "/new/") }; };`,
    },
    uri: {
      code: `exports.handler = (event, context, callback) => { const { request } = event.Records[0].cf;
        callback(null, { ...request, headers: { ...request.headers, "x-uri": [{ value: request.uri }] } }); };`,
      callback: true,
    },
    seen: {
      code: `exports.handler = async (event) => { const { request, response } = event.Records[0].cf;
        return { ...response, headers: { ...response.headers, "x-seen": [{ value: request.uri }] } }; };`,
    },
    country: {
      code: `exports.handler = async (event) => { const { request, config } = event.Records[0].cf;
        const country = request.headers["cloudfront-viewer-country"][0].value;
        return { ...request, uri: "/" + country + request.headers.cookie[0].value + config.eventType,
          headers: { ...request.headers, "x-country": [{ value: country }] } }; };`,
      needsViewerHeaders: true,
    },
  },
};

const dispatch = createDispatcher({
  domainName: "preview.example.com",
  contentHosts: [contentHost],
  entryOf: async (name) => (name === "pr-1" ? { code: sha256, updated: "" } : undefined),
  codeOf: async (name, code256) => {
    expect([name, code256]).toEqual(["pr-1", sha256]);
    return loadPreview(code);
  },
  newId: () => "0000-1",
});

const header = (value: string) => [{ key: "Any", value }];

function request(uri: string, changes: Partial<LambdaRequest> = {}): LambdaRequest {
  const headers = { host: header("pr-1.preview.example.com") };
  return { clientIp: "192.0.2.1", method: "GET", uri, querystring: "", headers, ...changes };
}

async function run(eventType: PreviewEvent, given: LambdaRequest, response?: LambdaResponse) {
  const event: PreviewLambdaEvent = {
    Records: [{ cf: { config: { eventType }, request: given, ...(response && { response }) } }],
  };
  return dispatch(event, {}) as Promise<LambdaRequest & LambdaResponse>;
}

const s3 = { origin: { s3: { domainName: contentHost, path: "" } } };
const custom = { origin: { custom: { domainName: "app.example.com", path: "" } } };

describe("the dispatcher of previews at viewer request", () => {
  it("runs the preview of the host, and puts preview, version and behavior before the path", async () => {
    expect((await run("viewer-request", request("/old/a"))).uri).toBe(`/pr-1/${sha256}.2/new/a`);
    expect((await run("viewer-request", request("/api/x"))).uri).toBe(`/pr-1/${sha256}.0/api/x`);
  });

  it("prefers the header to the host", async () => {
    const headers = { host: header("d111111abcdef8.cloudfront.net"), [previewHeader]: header("pr-1") };
    expect((await run("viewer-request", request("/a", { headers }))).uri).toBe(`/pr-1/${sha256}.2/a`);
    const other = { host: header("pr-1.preview.example.com"), [previewHeader]: header("pr-2") };
    expect((await run("viewer-request", request("/a", { headers: other }))).status).toBe("404");
  });

  it("answers 404 with a page for a preview that does not exist, and for none", async () => {
    const unknown = await run("viewer-request", request("/", { headers: { host: header("<b>.preview.example.com") } }));
    expect(unknown).toMatchObject({ status: "404", headers: { "x-robots-tag": [{ value: "noindex" }] } });
    expect(unknown.body).toContain("There is no preview '?b?'");
    const none = await run("viewer-request", request("/", { headers: { host: header("d1.cloudfront.net") } }));
    expect(none.body).toContain("No preview is selected");
    expect(none.body).toContain("&lt;name&gt;.preview.example.com");
  });

  it("gets the default root object, since CloudFront replaces only a path of '/'", async () => {
    expect((await run("viewer-request", request("/"))).uri).toBe(`/pr-1/${sha256}.2/index.html`);
  });

  it("returns a preview's response with its name", async () => {
    const answer = await run("viewer-request", request("/api/no"));
    expect(answer).toMatchObject({ status: "403", headers: { [previewHeader]: [{ value: "pr-1" }] } });
  });

  it("hides the body from a function that does not use it, and keeps it", async () => {
    const body = { action: "read-only", data: "YQ==", encoding: "base64" } as const;
    expect((await run("viewer-request", request("/a", { body }))).body).toEqual(body);
  });
});

describe("the dispatcher of previews at the other events", () => {
  it("gives functions the path without the preview, and the bucket a folder for each preview", async () => {
    const cached = `/pr-1/${sha256}.0/api/x`;
    const toBucket = await run("origin-request", request(cached, s3));
    expect(toBucket.uri).toBe("/pr-1/api/x");
    expect(toBucket.headers["x-uri"]?.[0]?.value).toBe("/api/x");
    const toApi = await run("origin-request", request(cached, custom));
    expect(toApi.uri).toBe("/api/x");
    const answered = { status: "200", headers: {} };
    for (const sent of [toBucket, toApi]) {
      const seen = await run("origin-response", sent, answered);
      expect(seen.headers["x-seen"]?.[0]?.value).toBe("/api/x");
    }
  });

  it("marks responses to viewers, so that search engines do not list them", async () => {
    const seen = await run("viewer-response", request(`/pr-1/${sha256}.2/new/a`), { status: "200", headers: {} });
    expect(seen.headers).toMatchObject({
      "x-seen": [{ value: "/new/a" }],
      "x-robots-tag": [{ value: "noindex" }],
      [previewHeader]: [{ value: "pr-1" }],
    });
  });

  it("leaves requests and responses alone that did not go through viewer request", async () => {
    expect((await run("origin-request", request("/404.html", s3))).uri).toBe("/404.html");
    const answered = { status: "200", headers: {} };
    expect(await run("origin-response", request("/404.html", s3), answered)).toEqual(answered);
  });

  it("runs functions that read CloudFront's headers about the viewer at origin request, with the whole request", async () => {
    const headers = { host: header("pr-1.preview.example.com"), cookie: header("a=1"), accept: header("*/*") };
    const arrived = await run("viewer-request", request("/geo/x", { headers, querystring: "q=1" }));
    expect(arrived.uri).toBe(`/pr-1/${sha256}.1.0000-1/geo/x`);
    const forwarded = {
      [stashHeader]: arrived.headers[stashHeader] ?? [],
      "cloudfront-viewer-country": header("DE"),
      accept: header("*/*"),
    };
    const sent = await run("origin-request", request(arrived.uri, { headers: forwarded, ...s3 }));
    expect(sent.uri).toBe("/pr-1/DEa=1viewer-request");
    expect(Object.keys(sent.headers).sort()).toEqual([
      "accept",
      "cloudfront-viewer-country",
      "x-country",
      previewHeader,
    ]);
    expect(sent.querystring).toBe("");
    expect(sent.origin).toEqual(s3.origin);
  });
});
