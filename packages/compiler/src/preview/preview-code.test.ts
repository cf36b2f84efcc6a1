import { loadPreview } from "@featheredge/edge-sdk/preview";
import { startKeyValueStore, startParameterStore } from "@featheredge/edge-sdk/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Workspace } from "../testing/workspace.ts";
import { previewCode } from "./preview-code.ts";

/** In AWS's own form, for CloudFront Functions. */
const native = `import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const { request } = event;
  if (await store.exists("moved" + request.uri)) {
    return { statusCode: 302, headers: { location: { value: await store.get("moved" + request.uri) } } };
  }
  request.headers["x-query"] = { value: request.querystring.a ? request.querystring.a.value : "none" };
  request.uri = "/native" + request.uri;
  return request;
}
`;
const country = `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest((request) => request.rewrite("/" + request.viewer.country));
`;
const greet = `import { onViewerResponse } from "@featheredge/edge-sdk";
export default onViewerResponse<any>(async (response, { config }) => {
  response.headers.set("x-greeting", await config.greeting.get());
  return response;
});
`;
const greetConfig = `import { dynamic } from "@featheredge/edge-sdk/config";
import { z } from "zod";
export const config = z.strictObject({ greeting: dynamic(z.string()) });
`;

const arn = "arn:aws:cloudfront::123456789012:key-value-store/a1b2c3d4";
const closing: (() => Promise<void>)[] = [];
let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace()
    .write("redirects/handler.js", native)
    .write("country/handler.ts", country)
    .write("greet/handler.ts", greet)
    .write("greet/config.ts", greetConfig);
});
afterEach(async () => {
  workspace.remove();
  vi.unstubAllEnvs();
  await Promise.all(closing.splice(0).map((close) => close()));
});

const build = () =>
  workspace.build(
    {
      redirects: { keyValueStore: { "moved/a": "/b" }, runtime: "cloudfront-function" },
      country: {},
      greet: { config: { greeting: "hello" } },
    },
    [
      { path: "*", isDefault: true, events: { "viewer-request": ["redirects"], "viewer-response": ["greet"] } },
      { path: "/geo/*", events: { "viewer-request": ["country"] } },
    ],
    { preview: { storeParameter: "/previews", keyPrefix: "pr-1/" } },
  );

describe("the build of a preview", () => {
  it("has all functions in Lambda@Edge, the default behavior last, and marks those that need the viewer's headers", async () => {
    const built = await build();
    expect(new Set(built.functions.map(({ runtime }) => runtime))).toEqual(new Set(["lambda-at-edge"]));
    const code = previewCode(built, "site", "index.html");
    expect(code).toMatchObject({ version: 1, defaultRootObject: "index.html" });
    expect(code.behaviors.map(({ path }) => path)).toEqual(["/geo/*", "*"]);
    const [geo] = code.behaviors;
    expect(code.functions[geo?.functions["viewer-request"] ?? ""]).toMatchObject({ needsViewerHeaders: true });
    expect(built.stores).toMatchObject([{ parameter: "/previews", entries: 2 }]);
  });

  it("runs functions that read the preview's values, those in CloudFront Functions' own form, too", async () => {
    const parameters = await startParameterStore({ "/previews": arn });
    const values = await startKeyValueStore(arn, { "pr-1/moved/a": "/b", "pr-1/greet.greeting": '"hello"' });
    for (const each of [parameters, values]) {
      closing.push(() => each.close());
      for (const [variable, value] of Object.entries(each.environment)) vi.stubEnv(variable, value);
    }
    const code = previewCode(await build(), "site", undefined);
    const preview = loadPreview(code);
    const [, site] = code.behaviors;
    const event = (uri: string, response?: object) => ({
      Records: [
        {
          cf: {
            config: { eventType: "viewer-request" },
            request: { clientIp: "192.0.2.1", method: "GET", uri, querystring: "a=1", headers: {} },
            ...(response && { response }),
          },
        },
      ],
    });
    const redirects = preview.functionNamed(site?.functions["viewer-request"] ?? "");
    expect(await redirects(event("/a"), {})).toMatchObject({
      status: "302",
      headers: { location: [{ value: "/b" }] },
    });
    expect(await redirects(event("/c"), {})).toMatchObject({
      uri: "/native/c",
      querystring: "a=1",
      headers: { "x-query": [{ value: "1" }] },
    });
    const greeting = preview.functionNamed(site?.functions["viewer-response"] ?? "");
    const answered = { status: "200", headers: {} };
    expect(await greeting(event("/a", answered), {})).toMatchObject({
      headers: { "x-greeting": [{ value: "hello" }] },
    });
  });
});
