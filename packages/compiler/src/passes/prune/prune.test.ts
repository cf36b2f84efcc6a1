import { readFileSync } from "node:fs";
import { createCloudFrontFunctionEngine } from "@featheredge/runtimes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

/** The artifact of a handler at viewer request with this body, and what it answers to `/a?b=1&b=2`. */
async function built(body: string) {
  workspace.write(
    "one/handler.ts",
    `import { onViewerRequest, redirect, respond } from "@featheredge/edge-sdk";
export default onViewerRequest((request: any) => { ${body} });`,
  );
  const { directory, functions } = await workspace.build({ one: {} }, [{ events: { "viewer-request": ["one"] } }]);
  const code = readFileSync(`${directory}/${functions[0]?.file}`, "utf8");
  const engine = await createCloudFrontFunctionEngine(code);
  const field = { value: "1", multiValue: [{ value: "1" }, { value: "2" }] };
  const request = { method: "GET", uri: "/a", querystring: { b: field }, headers: {}, cookies: {} };
  const { output, error } = await engine.run({ viewer: { ip: "192.0.2.1" }, request });
  engine.dispose();
  expect(error).toBeUndefined();
  return { code, result: output as { uri?: string; body?: string } };
}

describe("pruning the SDK", () => {
  it("ships none of the methods that a handler does not use, nor what only they use", async () => {
    const { code, result } = await built('request.headers.set("x-a", request.path); return request;');
    expect(result).toMatchObject({ headers: { "x-a": { value: "/a" } } });
    for (const unused of ["getAll", "append", "set:", "names:", "rewrite", "get viewer", "encodeURI", "set path"]) {
      expect(code).not.toContain(unused);
    }
  });

  it("keeps a setter only where something assigns", async () => {
    expect((await built('request.path = "/b c"; return request;')).code).toContain("encodeURI");
    expect((await built("return request.path ? request : respond(404);")).code).not.toContain("encodeURI");
  });

  it("keeps what other methods of the SDK use", async () => {
    const { result } = await built('return request.rewrite("/b c");');
    expect(result.uri).toBe("/b%20c");
  });

  it.each([
    ["destructuring", "const { path, method } = request; return respond(200, method + path);", "GET/a"],
    ["a key in brackets", 'return respond(200, request["method"]);', "GET"],
    ["a constant key", 'const key = "method"; return respond(200, request[key]);', "GET"],
    ["a list of keys", 'return respond(200, ["method", "path"].map((key) => request[key]).join(" "));', "GET /a"],
    ["a key made at run time", 'return respond(200, request["met" + request.path.replace("/a", "hod")]);', "GET"],
    ["a loop over a view", "for (const key in request) if (key.length === 6) return respond(200, key);", "method"],
    ["a query in a template", "return respond(200, `${request.query}`);", "b=1&b=2"],
    ["a destructured query in a sum", 'const { query } = request; return respond(200, "" + query);', "b=1&b=2"],
    [
      "a helper's parameter",
      "const ip = ({ viewer }: any) => viewer.ip; return respond(200, ip(request));",
      "192.0.2.1",
    ],
  ])("keeps what is read by %s", async (_, body, expected) => {
    expect((await built(body)).result.body).toBe(expected);
  });
});
