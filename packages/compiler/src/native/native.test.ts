import { readFileSync } from "node:fs";
import { createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

type EventName = "viewer-request" | "viewer-response" | "origin-request";

async function build(file: string, source: string, event: EventName = "viewer-request") {
  workspace.write(`native/${file}`, source);
  const { directory, functions } = await workspace.build({ native: {} }, [{ events: { [event]: ["native"] } }]);
  const [made] = functions;
  if (made === undefined) throw new Error("nothing was built");
  return { made, bytes: readFileSync(`${directory}/${made.file}`) };
}

const moved = '{ statusCode: 302, headers: { location: { value: "/new" + event.request.uri } } }';
const request = { method: "GET", uri: "/a", querystring: {}, headers: {}, cookies: {} };

describe("a native CloudFront Function", () => {
  it.each([
    ["a function declaration", "handler.js", `function handler(event) { return ${moved}; }`],
    ["var throughout", "handler.js", `function handler(event) { var request = event.request; return ${moved}; }`],
    ["an async function", "handler.js", `async function handler(event) { return await Promise.resolve(${moved}); }`],
    [
      "TypeScript",
      "handler.ts",
      `interface Sent { request: { uri: string } }\nfunction handler(event: Sent) { return ${moved}; }`,
    ],
    ["an exported function", "handler.ts", `export function handler(event: any) { return ${moved}; }`],
    ["an exported constant", "handler.ts", `export const handler = (event: any) => (${moved});`],
    ["an export list", "handler.ts", `const go = (event: any) => (${moved});\nexport { go as handler };`],
    [
      "an async constant",
      "handler.js",
      `const handler = async (event) => { const { request } = event; return ${moved}; };`,
    ],
    [
      "a handler that calls itself",
      "handler.js",
      `function handler(event) { return event.again ? ${moved} : handler({ again: 1, request: event.request }); }`,
    ],
    [
      "helpers next to it",
      "handler.js",
      `const head = "/new";\nfunction to(uri) { return head + uri; }\nfunction handler(event) { return ${moved.replace('"/new" + event.request.uri', "to(event.request.uri)")}; }`,
    ],
    [
      "an export for tests in Node.js",
      "handler.js",
      `function handler(event) { return ${moved}; }\nif (typeof module !== 'undefined') module.exports = { handler };`,
    ],
    [
      "a test for a method of console",
      "handler.js",
      `if (!console.error) console.error = console.log;\nfunction handler(event) { console.error("a"); return ${moved}; }`,
    ],
    [
      "a repeated group that only test() uses",
      "handler.js",
      `function handler(event) { return /^(?:(\\/)|a)+$/.test(event.request.uri) ? ${moved} : event.request; }`,
    ],
    [
      "modern syntax",
      "handler.ts",
      `export async function handler({ request: { uri, ...rest } }: any) { for (const name of [uri]) if (rest) return { statusCode: 302, headers: { location: { value: \`/new\${name ?? ""}\` } } }; }`,
    ],
  ])("is taken as it is: %s", async (_, file, source) => {
    const { made, bytes } = await build(file, source);
    expect(made.runtime).toBe("cloudfront-function");
    const engine = await createCloudFrontFunctionEngine(bytes.toString());
    expect(await engine.run({ request })).toMatchObject({ output: { headers: { location: { value: "/new/a" } } } });
    engine.dispose();
  });

  it("reads its KeyValueStore by AWS's own module", async () => {
    const { made, bytes } = await build(
      "handler.js",
      "import cf from 'cloudfront';\nconst kvsHandle = cf.kvs();\nasync function handler(event) {\n  const request = event.request;\n  request.uri = await kvsHandle.get(request.uri, { format: 'string' });\n  return request;\n}",
    );
    expect(made.keyValueStore).toEqual({ entries: 0 });
    const engine = await createCloudFrontFunctionEngine(bytes.toString(), { keyValueStore: new Map([["/a", "/b"]]) });
    expect(await engine.run({ request })).toMatchObject({ output: { uri: "/b" } });
    engine.dispose();
  });

  it("loads the runtime's modules by require, as older samples do", async () => {
    const { bytes } = await build(
      "handler.js",
      "const crypto = require('crypto');\nfunction handler(event) {\n  event.request.uri = '/' + crypto.createHash('md5').update('a').digest('hex');\n  return event.request;\n}",
    );
    const engine = await createCloudFrontFunctionEngine(bytes.toString());
    expect(await engine.run({ request })).toMatchObject({ output: { uri: "/0cc175b9c0f1b6a831c399e269772661" } });
    engine.dispose();
  });

  it.each([
    "event.request.uri = '/' + require('crypto').createHash('md5').update('a').digest('hex');",
    "event.request.uri = '/' + hash(require('crypto'));",
    "if (event.request.uri) { event.request.uri = '/' + hash(require('crypto'), require('querystring')); }",
  ])("loads them where it uses them: %s", async (line) => {
    const { bytes } = await build(
      "handler.js",
      `function hash(crypto) { return crypto.createHash('md5').update('a').digest('hex'); }\nfunction handler(event) {\n  ${line}\n  return event.request;\n}`,
    );
    const engine = await createCloudFrontFunctionEngine(bytes.toString());
    expect(await engine.run({ request })).toMatchObject({ output: { uri: "/0cc175b9c0f1b6a831c399e269772661" } });
    engine.dispose();
  });

  it("changes a response", async () => {
    const { made, bytes } = await build(
      "handler.js",
      "function handler(event) { var response = event.response; response.headers['x-a'] = { value: '1' }; return response; }",
      "viewer-response",
    );
    expect(made.runtime).toBe("cloudfront-function");
    const engine = await createCloudFrontFunctionEngine(bytes.toString());
    expect(await engine.run({ request, response: { headers: {} } })).toMatchObject({
      output: { headers: { "x-a": { value: "1" } } },
    });
    engine.dispose();
  });
});

const cf = "event.Records[0].cf.request";

describe("a native Lambda@Edge function", () => {
  it.each([
    ["exports.handler = (event, context, callback) => callback(null, event.Records[0].cf.request);", true],
    ["module.exports = { handler(event, context, callback) { callback(null, event.Records[0].cf.request); } };", true],
    ["function go(event, context, done) { done(null, event.Records[0].cf.request); }\nexports.handler = go;", true],
    ["export const handler = (event, context, callback) => callback(null, event.Records[0].cf.request);", true],
    ["function go(event, context, done) { done(null, event.Records[0].cf.request); }\nexport { go as handler };", true],
    ["exports.handler = async (event, context) => event.Records[0].cf.request;", false],
    [
      "const other = (a, b, c) => c;\nexports.handler = async (event) => other(1, 2, event.Records[0].cf.request);",
      false,
    ],
  ])("says whether it takes a callback: %s", async (source, isCallback) => {
    const { made } = await build("handler.js", source, "origin-request");
    expect(made.callbackIn).toBe(isCallback ? "edge-handlers/native/handler.js" : undefined);
  });

  it.each([
    [
      "exports.handler, async",
      "handler.js",
      `exports.handler = async (event) => { const request = ${cf}; request.uri = "/b"; return request; };`,
    ],
    [
      "exports.handler, with a callback",
      "handler.js",
      `'use strict';\nexports.handler = (event, context, callback) => { const request = ${cf}; request.uri = "/b"; callback(null, request); };`,
    ],
    [
      "module.exports",
      "handler.js",
      `const handler = async (event) => { const { request } = event.Records[0].cf; return { ...request, uri: "/b" }; };\nmodule.exports = { handler };`,
    ],
    [
      "module.exports.handler",
      "handler.js",
      `module.exports.handler = async function (event) { return { ...${cf}, uri: "/b" }; };`,
    ],
    ["an exported constant", "handler.js", `export const handler = async (event) => ({ ...${cf}, uri: "/b" });`],
    [
      "an exported function",
      "handler.ts",
      `export async function handler(event: any): Promise<object> { return { ...${cf}, uri: "/b" }; }`,
    ],
    [
      "types of a package that is not there",
      "handler.ts",
      `import type { CloudFrontRequestEvent } from "aws-lambda";\nexport const handler = async (event: CloudFrontRequestEvent) => ({ ...(${cf} as object), uri: "/b" });`,
    ],
    [
      "types imported without saying so",
      "handler.ts",
      `import { CloudFrontRequestHandler } from "aws-lambda";\nexport const handler: CloudFrontRequestHandler = async (event) => ({ ...(${cf} as any), uri: "/b" });`,
    ],
    [
      "a module of Node.js's own",
      "handler.js",
      `const path = require("node:path");\nexports.handler = async (event) => ({ ...${cf}, uri: path.posix.join("/", "b") });`,
    ],
  ])("is taken as it is: %s", async (_, file, source) => {
    const { made, bytes } = await build(file, source);
    expect(made.runtime).toBe("lambda-at-edge");
    expect(made.reasons[0]).toMatch(
      /^native\/handler\.[jt]s:\d+ is a native handler for Lambda@Edge \(event\.Records\)/,
    );
    const code = Buffer.from(unzipSync(bytes)["index.js"] ?? []).toString();
    const module = { exports: {} as { handler: (event: unknown, context: object, callback: unknown) => unknown } };
    const { createRequire } = await import("node:module");
    new Function("module", "exports", "require", code)(module, module.exports, createRequire(import.meta.url));
    const result = await new Promise((resolve, reject) => {
      const event = { Records: [{ cf: { request: { uri: "/a" } } }] };
      const returned = module.exports.handler(event, {}, (error: unknown, value: unknown) =>
        error ? reject(error) : resolve(value),
      );
      if (returned instanceof Promise) returned.then(resolve, reject);
    });
    expect(result).toEqual({ uri: "/b" });
  });

  it("runs at origin events", async () => {
    const source = `exports.handler = async (event) => ${cf};`;
    expect((await build("handler.js", source, "origin-request")).made.event).toBe("origin-request");
  });
});

describe("a native handler is refused", () => {
  const light = `function handler(event) { return ${moved}; }`;
  const problems = (
    runtime: "cloudfront-function" | "lambda-at-edge" | undefined,
    event: EventName,
    names = ["native"],
  ) =>
    workspace.problems({ native: { runtime }, other: { handler: "native", runtime } }, [
      { events: { [event]: names } },
    ]);

  it("in a chain with others", async () => {
    workspace.write("native/handler.js", light);
    expect(await problems(undefined, "viewer-request", ["native", "other"])).toEqual([
      expect.stringMatching(
        /viewerRequest: 'native' is a native handler \(native\/handler\.js\) and can't be composed .* List it alone, or write it as/,
      ),
    ]);
  });

  it("in the other runtime than its own", async () => {
    workspace.write("native/handler.js", light);
    expect((await problems("lambda-at-edge", "viewer-request"))[0]).toMatch(
      /handlers\.native\.runtime: 'lambda-at-edge' contradicts edge-handlers\/native\/handler\.js:1, a native handler for CloudFront Functions \(event\.request\)/,
    );
    expect((await problems(undefined, "origin-request"))[0]).toMatch(
      /handler\.js:1: this is a native handler for CloudFront Functions/,
    );
  });

  it("where nothing shows its runtime, neither what it reads nor that it is not exported, and no pin says it", async () => {
    workspace.write("native/handler.js", "function handler() { return { statusCode: 302 }; }");
    expect(await problems(undefined, "viewer-request")).toEqual([]);
    workspace.write("native/handler.js", "export function handler(event) { return event; }");
    expect((await problems(undefined, "viewer-request"))[0]).toMatch(
      /its runtime is unknown\. Say which by the key 'runtime'/,
    );
    expect(await problems("cloudfront-function", "viewer-request")).toEqual([]);
  });

  it("with a config, which nothing could hand to it", async () => {
    workspace.write("native/handler.js", light);
    workspace.write("native/config.ts", 'import { z } from "zod";\nexport const config = z.any();');
    const problems = await workspace.problems({ native: { config: { a: 1 } } }, [
      { events: { "viewer-request": ["native"] } },
    ]);
    expect(problems[0]).toMatch(/handlers\.native\.config: .*is given AWS's event and nothing else/);
  });

  it("where CloudFront Functions lack what it uses", async () => {
    workspace.write(
      "native/handler.js",
      "async function handler(event) { await fetch('https://a.example/'); return event.request; }",
    );
    expect((await problems(undefined, "viewer-request"))[0]).toMatch(/fetch\(\)/);
  });
});
