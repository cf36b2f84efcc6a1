import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "./testing/workspace.ts";

const router = `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest<any>((request, { config }) =>
  request.viewer.country === "ES" ? request.rewrite(config.spain) : request);
`;
const routerConfig = `import { z } from "zod";
export const config = z.strictObject({ spain: z.string().default("/es/"), countries: z.record(z.string(), z.string()).optional() });
`;
const headers = `import { onViewerResponse } from "@featheredge/edge-sdk";
export default onViewerResponse((response) => { response.headers.set("x-a", "1"); return response; });
`;
const auth = `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
import { secret } from "@featheredge/edge-sdk/secrets";
export default onViewerRequest<any>(async (request, { config }) => {
  const key = await read(config.parameter);
  return request.headers.get("authorization") === key ? request : respond(401);
});
async function read(name: string): Promise<string> { return secret(name); }
`;
const authConfig = `import { z } from "zod"; export const config = z.strictObject({ parameter: z.string() });\n`;

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace()
    .write("router/handler.ts", router)
    .write("router/config.ts", routerConfig)
    .write("headers/handler.ts", headers)
    .write("auth/handler.ts", auth)
    .write("auth/config.ts", authConfig);
});
afterEach(() => workspace.remove());

const site = () =>
  workspace.build({ router: { config: {} }, headers: {}, auth: { config: { parameter: "/site/key" } } }, [
    { path: "*", isDefault: true, events: { "viewer-request": ["router"], "viewer-response": ["headers"] } },
    { path: "/members/*", events: { "viewer-request": ["auth"], "viewer-response": ["headers"] } },
    { path: "/api/*", distribution: "api", events: { "viewer-response": ["headers"] } },
  ]);

describe("buildEnvironment", () => {
  it("puts each function into the lightest runtime that its behavior allows, with the reasons", async () => {
    const { functions } = await site();
    expect(functions.map(({ name, runtime, event, reasons }) => ({ name, runtime, event, reasons }))).toEqual([
      {
        name: "auth",
        runtime: "lambda-at-edge",
        event: "viewer-request",
        reasons: ["auth/handler.ts:7 reads a secret() over the network, which CloudFront Functions do not have"],
      },
      {
        name: "headers",
        runtime: "cloudfront-function",
        event: "viewer-response",
        reasons: ["headers needs only what CloudFront Functions, the lightest runtime, have"],
      },
      {
        name: "headers-lambda",
        runtime: "lambda-at-edge",
        event: "viewer-response",
        reasons: [
          "'/members/*' runs auth in Lambda@Edge at viewer-request, and the viewer events of one behavior can't mix the two runtimes",
        ],
      },
      {
        name: "router",
        runtime: "cloudfront-function",
        event: "viewer-request",
        reasons: ["router needs only what CloudFront Functions, the lightest runtime, have"],
      },
    ]);
  });

  it("makes one function of a chain that several behaviors and distributions share", async () => {
    const { behaviors } = await site();
    const attached = behaviors.map(({ functions }) => functions["viewer-response"]);
    expect(attached[2]).toBe(attached[0]);
    expect(attached[1]?.name).toBe("headers-lambda");
  });

  it("lists the viewer headers and secrets that a function needs", async () => {
    const { functions } = await site();
    const needs = Object.fromEntries(functions.map((found) => [found.name, [found.viewerHeaders, found.secrets]]));
    expect(needs).toEqual({
      auth: [[], ["/site/key"]],
      headers: [[], []],
      "headers-lambda": [[], []],
      router: [["CloudFront-Viewer-Country"], []],
    });
  });

  it("writes each artifact and a manifest that agree", async () => {
    const { functions, directory } = await site();
    const manifest = JSON.parse(readFileSync(path.join(directory, "manifest.json"), "utf8"));
    // Only the checks of synthesis use requestReads.
    expect(manifest.functions).toEqual(functions.map(({ requestReads: _, ...others }) => others));
    expect(manifest.behaviors[1].functions).toEqual({ "viewer-request": "auth", "viewer-response": "headers-lambda" });
    expect(readdirSync(path.join(directory, "functions")).sort()).toEqual([
      "auth.zip",
      "auth.zip.map",
      "headers-lambda.zip",
      "headers-lambda.zip.map",
      "headers.js",
      "headers.js.map",
      "router.js",
      "router.js.map",
    ]);
    for (const { file, bytes } of functions) {
      expect(readFileSync(path.join(directory, file)).byteLength).toBe(bytes);
    }
  });

  it("declares a global handler in a CloudFront Function and exports one from index.js in a Lambda", async () => {
    const { directory } = await site();
    const text = readFileSync(path.join(directory, "functions/router.js"), "utf8");
    expect(text).toMatch(/function handler\(\w\)\{/);
    expect(text).not.toMatch(/\bexport\b/);
    const zip = unzipSync(readFileSync(path.join(directory, "functions/auth.zip")));
    expect(Object.keys(zip)).toEqual(["index.js"]);
    expect(Buffer.from(zip["index.js"] ?? []).toString()).toContain('require("@aws-sdk/client-ssm")');
  });

  it("inlines config: what it rules out is not shipped", async () => {
    workspace.write(
      "flag/handler.ts",
      `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest<any>(async (request, { config }) => {
  const { mode, limits: { most } } = config;
  if (mode === "remote") await fetch("https://example.com/only-in-remote");
  return request.path.length > most ? respond(414) : request;
});
`,
    );
    workspace.write(
      "flag/config.ts",
      `import { z } from "zod"; export const config = z.strictObject({ mode: z.enum(["local", "remote"]), limits: z.strictObject({ most: z.number() }) });`,
    );
    const limits = { most: 77 };
    const { functions, directory } = await workspace.build(
      {
        near: { handler: "flag", config: { mode: "local", limits } },
        far: { handler: "flag", config: { mode: "remote", limits } },
      },
      [
        { path: "/near", events: { "viewer-request": ["near"] } },
        { path: "/far", events: { "viewer-request": ["far"] } },
      ],
    );
    expect(functions.map(({ name, runtime, reasons }) => [name, runtime, reasons[0]])).toEqual([
      ["far", "lambda-at-edge", "flag/handler.ts:4 uses fetch(), which CloudFront Functions do not have"],
      ["near", "cloudfront-function", "near needs only what CloudFront Functions, the lightest runtime, have"],
    ]);
    const text = readFileSync(path.join(directory, "functions/near.js"), "utf8");
    expect(text).not.toContain("only-in-remote");
    expect(text).toContain(".length>77");
    expect(text).toContain("async function handler(");
  });

  it("moves a chain that is too large for CloudFront Functions to Lambda@Edge, and says by how much", async () => {
    workspace.write("headers/table.ts", `export const table = ${JSON.stringify("x".repeat(12_000))};`);
    workspace.write("headers/handler.ts", `import { table } from "./table.ts";\n${headers.replace('"1"', "table")}`);
    const { functions } = await workspace.build({ headers: {} }, [{ events: { "viewer-response": ["headers"] } }]);
    expect(functions[0]?.runtime).toBe("lambda-at-edge");
    expect(functions[0]?.reasons).toEqual([
      expect.stringMatching(/^the bundle has \d\d,\d{3} B, \d,\d{3} B over the 10,240 B of a CloudFront Function/),
    ]);
  });

  it("composes the handlers of one event in order, and keeps two configurations of one handler apart", async () => {
    workspace.write(
      "prefix/handler.ts",
      `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest<any>((request, { config }) => request.rewrite(config.prefix + request.path));
`,
    );
    workspace.write(
      "prefix/config.ts",
      `import { z } from "zod"; export const config = z.strictObject({ prefix: z.string() });`,
    );
    const { functions, directory } = await workspace.build(
      {
        outer: { handler: "prefix", config: { prefix: "/outer" } },
        inner: { handler: "prefix", config: { prefix: "/inner" } },
      },
      [{ events: { "viewer-request": ["inner", "outer"] } }],
    );
    const text = readFileSync(path.join(directory, functions[0]?.file ?? ""), "utf8");
    const event = {
      viewer: { ip: "198.51.100.1" },
      request: { method: "GET", uri: "/x", querystring: {}, headers: {}, cookies: {} },
    };
    const handler = new Function(`${text};return handler`)() as (given: typeof event) => typeof event.request;
    expect(handler(event).uri).toBe("/outer/inner/x");
    expect(functions[0]?.name).toBe("inner-outer");
  });

  it("leaves the output directory as it was when anything is wrong", async () => {
    const { directory } = await site();
    const before = readFileSync(path.join(directory, "manifest.json"), "utf8");
    workspace.write("router/handler.ts", router.replace("export default", "export default class"));
    await expect(site()).rejects.toThrow("router/handler.ts");
    expect(readFileSync(path.join(directory, "manifest.json"), "utf8")).toBe(before);
    expect(readdirSync(path.dirname(directory))).toEqual(["prod"]);
  });

  it("removes functions that are no longer there", async () => {
    const { directory } = await site();
    await workspace.build({ headers: {} }, [{ events: { "viewer-response": ["headers"] } }]);
    expect(existsSync(path.join(directory, "functions/auth.zip"))).toBe(false);
  });

  it("keeps what did not change: a second build adds nothing to the cache, an edited handler only its own", async () => {
    const entries = () => readdirSync(workspace.path("cache"), { recursive: true, encoding: "utf8" });
    await site();
    const first = entries().sort();
    await site();
    expect(entries().sort()).toEqual(first);
    workspace.write("headers/handler.ts", headers.replace('"1"', '"2"'));
    const { functions, directory } = await site();
    const text = readFileSync(
      path.join(directory, functions.find(({ name }) => name === "headers")?.file ?? ""),
      "utf8",
    );
    expect(text).toContain('"2"');
    const added = entries().filter((entry) => entry.endsWith(".json") && !first.includes(entry));
    const declaration = 2;
    const results = 2;
    expect(added.length).toBe(declaration + results);
  });

  it("gives one result to builds of the same environment at the same time", async () => {
    const builds = await Promise.all([site(), site(), site()]);
    expect(new Set(builds.map((build) => JSON.stringify(build))).size).toBe(1);
    expect(readdirSync(path.dirname(builds[0].directory))).toEqual(["prod"]);
  });
});
