import { afterAll, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";
import type { FunctionArtifact } from "../types.ts";

const workspace = new Workspace();
afterAll(() => workspace.remove());

type Event = FunctionArtifact["event"];

const built = async (source: string, event: Event, file = "handler.ts") => {
  workspace.write(`own/${file}`, source);
  const input = { own: { runtime: undefined } };
  const { functions } = await workspace.build(input, [{ events: { [event]: ["own"] } }]);
  return functions[0] as FunctionArtifact;
};

const cf = "event.Records[0].cf";
const native = (body: string) => `exports.handler = async (event) => { ${body} };`;
const portable = (body: string, rest = "") =>
  `import { onOriginRequest, respond } from "@featheredge/edge-sdk";\n${rest}\nexport default onOriginRequest<any>(async (request, context) => { ${body} });`;

const nativeUses = [
  ["by its path", native(`return { status: "200", body: ${cf}.request.body.data };`)],
  ["through variables", native(`const cf = ${cf}; const r = cf.request; const b = r.body; return b ? r : cf;`)],
  [
    "by a pattern",
    native("const { Records: [{ cf: { request } }] } = event; const { body } = request; return body && request;"),
  ],
  [
    "in the parameters",
    'exports.handler = async ({ Records: [{ cf: { request: { body } } }] }) => ({ status: "200", body: body.data });',
  ],
  ["by a name in quotes", native(`return ${cf}["request"]["body"] ? ${cf}.request : undefined;`)],
  ["by a constant name", native(`const name = "body"; return ${cf}.request[name] ? ${cf}.request : undefined;`)],
  [
    "by optional chaining",
    native(`if (event?.Records?.[0]?.cf?.request?.body?.data) return { status: "200" }; return ${cf}.request;`),
  ],
  [
    "by replacing it",
    native(
      `const { request } = ${cf}; request.body = { action: "replace", encoding: "text", data: "x" }; return request;`,
    ),
  ],
  ["by a field of it", native(`const { request } = ${cf}; request.body.action = "replace"; return request;`)],
  [
    "in a function",
    `function read(r) { return r.body.data; }\n${native(`return { status: "200", body: read(${cf}.request) };`)}`,
  ],
  ["in a loop", native("for (const { cf } of event.Records) if (cf.request.body) return cf.request;")],
  [
    "with a callback",
    `exports.handler = (event, context, callback) => { const r = ${cf}.request; callback(null, r.body ? r : r); };`,
  ],
  ["in module.exports", `module.exports = { handler: async (event) => ${cf}.request.body && ${cf}.request };`],
  ["in an exported constant", `export const handler = async (event) => ${cf}.request.body && ${cf}.request;`],
  ["as a copy's", native(`const copy = { ...${cf}.request }; return copy.body ? copy : ${cf}.request;`)],
  [
    "as a result's",
    `const requestOf = (event) => ${cf}.request;\n${native("return requestOf(event).body ? requestOf(event) : undefined;")}`,
  ],
] as const;

const nativeHandsOn = [
  ["as JSON", native(`const text = JSON.stringify(event); return text ? ${cf}.request : undefined;`)],
  ["to a method", native(`const seen = []; seen.push(${cf}.request); return seen[0];`)],
  [
    "by a name that is not constant",
    native(`const { request } = ${cf}; return request[process.argv[2]] ? request : undefined;`),
  ],
  [
    "to a module",
    `const { inspect } = require("node:util");\n${native(`return inspect(event) ? ${cf}.request : undefined;`)}`,
  ],
  [
    "to what wraps the handler",
    "const wrap = globalThis.wrap;\nexports.handler = wrap(async (event) => event.Records[0].cf.request);",
  ],
] as const;

const nativeWithout = [
  ["it returns the request", native(`return ${cf}.request;`)],
  ["it changes the URI", native(`const { request } = ${cf}; request.uri = "/b"; return request;`)],
  [
    "it calls back",
    `exports.handler = (event, context, callback) => { const { request } = ${cf}; callback(null, request); };`,
  ],
  ["it succeeds by its context", `exports.handler = (event, context) => context.succeed(${cf}.request);`],
  ["it logs the event", native(`console.log(event, "%j", ${cf}.request); return ${cf}.request;`)],
  ["it resolves a promise", `exports.handler = (event) => new Promise((resolve) => resolve(${cf}.request));`],
  ["it answers after a promise", native(`return Promise.resolve().then(() => ${cf}.request);`)],
  [
    "its response has a body",
    native('const response = { status: "200", body: "x" }; return response.body ? response : undefined;'),
  ],
  [
    "it reads headers in a function",
    `const host = (r) => r.headers.host[0].value;\n${native(`${cf}.request.uri = "/" + host(${cf}.request); return ${cf}.request;`)}`,
  ],
] as const;

describe("A native Lambda@Edge function", () => {
  it.each(nativeUses)("that uses the request's body %s is given it", async (_, source) => {
    const { requestBody } = await built(source, "origin-request", "handler.js");
    expect(requestBody).toMatch(/^edge-handlers\/own\/handler\.js:\d+ uses the request's body$/);
  });

  it("is given it at viewer request, too", async () => {
    const { runtime, requestBody } = await built(nativeUses[0][1], "viewer-request", "handler.js");
    expect([runtime, requestBody]).toEqual([
      "lambda-at-edge",
      "edge-handlers/own/handler.js:1 uses the request's body",
    ]);
  });

  it.each(nativeHandsOn)("that hands the request on %s is given the body, as that may read it", async (_, source) => {
    const { requestBody } = await built(source, "origin-request", "handler.js");
    expect(requestBody).toMatch(/hands the request on to code that may read its body$/);
  });

  it.each(nativeWithout)("is given no body where %s", async (_, source) => {
    expect((await built(source, "origin-request", "handler.js")).requestBody).toBeUndefined();
  });

  it("is given no body at response events, which have none", async () => {
    const source = native(`return ${cf}.request.body ? ${cf}.response : undefined;`);
    expect((await built(source, "origin-response", "handler.js")).requestBody).toBeUndefined();
  });
});

describe("A portable handler", () => {
  it.each([
    ["reads it", portable("return respond(200, request.body);")],
    ["binds it", portable("const { body = '' } = request; return respond(200, body);")],
    ["replaces it", portable("request.body = 'x'; return request;")],
    ["has a function read it", portable("return respond(200, read(request));", "const read = (r: any) => r.body;")],
    [
      "has a function in an object read it",
      portable("return respond(200, read({ request }));", "const read = (given: any) => given.request.body;"),
    ],
    [
      "reads it after a rewrite",
      portable("return respond(200, request.rewrite('/a').body as any);").replace(".body as any", "['body' as never]"),
    ],
  ])("at origin request is given the body where it %s", async (_, source) => {
    const { requestBody } = await built(source, "origin-request");
    expect(requestBody).toMatch(/^edge-handlers\/own\/handler\.ts:\d uses the request's body$/);
  });

  it("is given the body where a file that it imports reads it", async () => {
    workspace.write("own/read.ts", "export const read = (given: any) => given.body;");
    const source = portable("return respond(200, read(request));", 'import { read } from "./read.ts";');
    expect((await built(source, "origin-request")).requestBody).toBe(
      "edge-handlers/own/read.ts:1 uses the request's body",
    );
  });

  it.each([
    ["it reads a response's", portable("const made = respond(200, 'x'); return respond(200, made.body);")],
    [
      "its config has ruled the use out",
      portable("if ('a' === ('b' as string)) return respond(200, request.body); return request;"),
    ],
    ["it reads the path", portable("return request.rewrite(request.path + '/');")],
  ])("is given none where %s", async (_, source) => {
    expect((await built(source, "origin-request")).requestBody).toBeUndefined();
  });

  it("runs in Lambda@Edge at viewer request where it uses the body, for that reason", async () => {
    const source = portable("return respond(200, request.body);");
    const { runtime, reasons, requestBody } = await built(source, "viewer-request");
    expect(runtime).toBe("lambda-at-edge");
    expect(reasons).toEqual([
      expect.stringMatching(/^own\/handler\.ts:3 uses the request's body, which CloudFront Functions do not have/),
    ]);
    expect(requestBody).toBe("edge-handlers/own/handler.ts:3 uses the request's body");
  });

  it("can't be pinned to CloudFront Functions where it uses the body", async () => {
    workspace.write("own/handler.ts", portable("return respond(200, request.body);"));
    const problems = await workspace.problems({ own: { runtime: "cloudfront-function" } }, [
      { events: { "viewer-request": ["own"] } },
    ]);
    expect(problems).toEqual([expect.stringMatching(/own\/handler\.ts:3 uses the request's body.* Unpin it/)]);
  });
});
