import { readFileSync } from "node:fs";
import { runCase } from "@featheredge/edge-sdk/testing";
import { createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

const many = { value: "1", multiValue: [{ value: "1" }, { value: "2" }] };
const event = () => ({
  version: "1.0",
  context: { requestId: "id-1" },
  viewer: { ip: "192.0.2.1" },
  request: {
    method: "GET",
    uri: "/a",
    querystring: { b: many, c: { value: "" } },
    headers: { "x-a": many, "cloudfront-viewer-country": { value: "ES" }, "accept-language": { value: "es-ES,es" } },
    cookies: { d: { value: "3" } },
  },
  response: { statusCode: 200, statusDescription: "OK", headers: { "x-b": { value: "1" } }, cookies: {} },
});

/** A handler's answer in CloudFront Functions, its portable form's answer in Node.js, and its code. */
async function both(on: "onViewerRequest" | "onViewerResponse", parameters: string, body: string, head = "") {
  const source = `import { ${on}, html, json, redirect, respond, queryEntries, replaceQuery } from "@featheredge/edge-sdk";
${head}
export default ${on}(${parameters} => { ${body} });`;
  workspace.write("one/handler.ts", source);
  const at = on === "onViewerRequest" ? "viewer-request" : "viewer-response";
  const { directory, functions } = await workspace.build({ one: {} }, [{ events: { [at]: ["one"] } }]);
  const code = readFileSync(`${directory}/${functions[0]?.file}`, "utf8");
  const engine = await createCloudFrontFunctionEngine(code);
  const { output, error } = await engine.run(event());
  engine.dispose();
  expect(error).toBeUndefined();
  const { default: handler } = await import(`${workspace.path("edge-handlers", "one", "handler.ts")}?${Math.random()}`);
  const portable = await runCase(handler, { event: event(), config: undefined });
  return { code, output, portable: portable.request ?? portable.response };
}

describe("inlining the SDK", () => {
  it.each([
    [
      "reads",
      "(request)",
      "return json([request.id, request.method, request.path, request.viewer.ip, request.viewer.country, request.viewer.city, request.viewer.device]);",
    ],
    [
      "headers, in any case",
      "(request)",
      'return json([request.headers.get("X-A"), request.headers.getAll("x-A"), request.headers.has("no"), request.headers.names()]);',
    ],
    [
      "header names made at run time",
      "(request)",
      'const name = "X-" + request.method; request.headers.set(name, "1"); request.headers.delete("X-" + "a"); return request;',
    ],
    [
      "queries and cookies",
      "(request)",
      'return json([request.query.get("b"), request.query.getAll("b"), request.query.has("c"), request.cookies.get("d"), request.cookies.has("e")]);',
    ],
    [
      "writes",
      "(request)",
      'request.path = "/b c"; request.query.set("e", "f g"); request.query.delete("b"); request.headers.set("x-c", "d\\te\\n"); return request;',
    ],
    ["patterns", "({ headers, path: where, query })", "return json([headers.get('x-a'), where, query.get('b')]);"],
    [
      "a helper with a pattern",
      "(request)",
      "return json(look(request, 1));",
      "function look({ viewer, cookies }, more) { return [viewer.country, cookies.get('d'), more]; }",
    ],
    [
      "aliases and branches",
      "(request)",
      "const same = request.path === '/a' ? request : respond(400); const again = same; return again;",
    ],
    [
      "a variable that becomes either",
      "(request)",
      "let answer = request; if (request.method === 'GET') answer = redirect('/b'); return answer;",
    ],
    [
      "helpers that return either",
      "(request)",
      "return first(request) || request.rewrite('/z');",
      "function first(request) { return request.path === '/b' ? respond(404) : undefined; }",
    ],
    [
      "responses that are changed",
      "(request)",
      'const made = html("<p>"); made.headers.append("x-d", "1"); made.headers.append("x-d", "2"); made.status = 404; made.cookies.set("e", "f", "Secure"); made.body = made.body + request.path; return made;',
    ],
    [
      "a query that goes out of sight",
      "(request)",
      "const list = [request.query]; return respond(200, `${list[0]} ${String(request.query)}`);",
    ],
    [
      "headers that go out of sight",
      "(request)",
      "const keep = { headers: request.headers }; keep.headers.set('x-e', '1'); return request;",
    ],
    ["a request that goes out of sight", "(request)", "const list = [request]; list[0].path = '/b'; return list[0];"],
    ["a property of the author's own", "(request)", "request.mine = '/b'; return request.rewrite(request.mine);"],
    [
      "a closure",
      "(request)",
      "const set = (name) => request.headers.set(name, '1'); ['x-f', 'x-g'].forEach(set); return request;",
    ],
    [
      "a recursive helper",
      "(request)",
      "return json(count(request, 2));",
      "function count(request, left) { return left === 0 ? '' : request.path + count(request, left - 1); }",
    ],
    ["the SDK's own helpers", "(request)", "return replaceQuery(request, queryEntries(request).reverse());"],
    [
      "a name of Object's",
      "(request)",
      "return json([request.headers.get('constructor'), request.query.get('__proto__'), request.cookies.has('toString')]);",
    ],
    [
      "a value that is used",
      "(request)",
      "return json([request.query.set('x', 'y'), request.headers.delete('x-a')].length);",
    ],
    [
      "async helpers",
      "async (request)",
      "return (await look(request)) ?? request;",
      "async function look(request) { return request.path === '/a' ? redirect('/c') : undefined; }",
    ],
    [
      "promises",
      "async (request)",
      "return Promise.resolve(request.path).then((path) => request.rewrite(path + 'b'));",
    ],
    ["a header named in a template", "(request)", "return json(request.headers.get(`x-${'a'}`));"],
    ["a compound assignment", "(request)", "request.path += 'b'; return request;"],
  ])("answers as the portable form does: %s", async (_, parameters, body, head?: string) => {
    const { output, portable } = await both("onViewerRequest", parameters, body, head);
    expect(JSON.parse(JSON.stringify(output))).toEqual(portable);
  });

  it.each([
    [
      "changes",
      "(response, { request })",
      'response.headers.set("x-c", request.path); response.status = 404; return response;',
    ],
    [
      "the whole context",
      "(response, context)",
      "response.headers.set('x-c', context.request.cookies.get('d')); return response;",
    ],
    [
      "a context that goes out of sight",
      "(response, context)",
      "const all = [context]; response.headers.set('x-c', all[0].request.path); return response;",
    ],
    ["cookies", "(response)", 'response.cookies.set("e", "f; g", "Secure"); return response;'],
    ["another response", "(response)", 'return response.status === 200 ? respond(500, "no") : response;'],
    ["no body", "(response)", "response.body = undefined; return response;"],
  ])("answers as the portable form does at responses: %s", async (_, parameters, body) => {
    const { output, portable } = await both("onViewerResponse", parameters, body);
    expect(JSON.parse(JSON.stringify(output))).toEqual(portable);
  });

  it("leaves no view where none is needed", async () => {
    const { code } = await both(
      "onViewerRequest",
      "(request)",
      'request.headers.set("x-a", request.path); return request;',
    );
    expect(code).not.toMatch(/Object\.create|get path/);
  });
});
