import type { EdgeEvent } from "@featheredge/aws-rules";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

const sdk = 'import { onOriginRequest, onOriginResponse } from "@featheredge/edge-sdk";\n';

/** The reads of a chain of handlers at an event, as `cookie session a:3`. */
async function readsOf(sources: readonly string[], event: EdgeEvent = "origin-request", config?: unknown) {
  const names = sources.map((source, index) => {
    const name = String.fromCharCode("a".charCodeAt(0) + index);
    workspace.write(`${name}/handler.${source.startsWith("exports.") ? "js" : "ts"}`, source);
    return name;
  });
  const { functions } = await workspace.build(Object.fromEntries(names.map((name) => [name, { config }])), [
    { events: { [event]: names } },
  ]);
  return functions.flatMap(({ requestReads }) =>
    requestReads.map(({ kind, name, at }) => `${kind} ${name} ${at.replace(/edge-handlers\/|\/handler\.[jt]s/g, "")}`),
  );
}

const portable = (body: string) => `${sdk}export default onOriginRequest((request) => {\n${body}\nreturn request;\n});`;

describe("the parts of the request that a function at an origin event reads", () => {
  it("include headers, cookies and query parameters with constant names", async () => {
    const body = `const { headers, cookies: all } = request;
if (request.cookies.get("session")) request.rewrite("/a");
if (headers.has("X-Plan") && all.get("plan")) request.rewrite("/b");
for (const name of ["a", "b"]) if (request.query.get(name)) request.rewrite("/c");
if (request.viewer.language === "es") request.rewrite("/es");`;
    expect((await readsOf([portable(body)])).sort()).toEqual([
      "cookie plan a:5",
      "cookie session a:4",
      "header X-Plan a:5",
      "header accept-language a:7",
      "query a a:6",
      "query b a:6",
    ]);
  });

  it("are found in functions and files of the author", async () => {
    workspace.write(
      "a/session.ts",
      'import type { Request } from "@featheredge/edge-sdk";\nexport const sessionOf = (request: Request) => request.cookies.get("session");\nexport const unused = (request: Request) => request.cookies.get("unused");\n',
    );
    const source = `import { sessionOf } from "./session.ts";\n${portable('if (sessionOf(request)) request.rewrite("/a");')}`;
    expect(await readsOf([source])).toEqual(["cookie session a/session.ts:2"]);
  });

  it("are found in AWS's own form, where any cookie counts", async () => {
    const source = `exports.handler = async (event) => {
  const request = event.Records[0].cf.request;
  const { headers } = request;
  const plan = headers["x-plan"]?.[0].value;
  if (headers.cookie && plan) request.uri = "/a";
  return request;
};`;
    expect(await readsOf([source])).toEqual(["header x-plan a:4", "cookie * a:5"]);
  });

  it("are found in the request of a response, and not in the response", async () => {
    const source = `${sdk}export default onOriginResponse((response, { request }) => {
  if (response.headers.get("x-own") || request.headers.get("origin")) response.headers.set("vary", "origin");
  return response;
});`;
    expect(await readsOf([source], "origin-response")).toEqual(["header origin a:3"]);
  });

  it("don't include names that are made at run time, or what another handler of the function writes", async () => {
    const reads = 'if (request.headers.get("x-id") || request.cookies.get(request.path)) request.rewrite("/a");';
    expect(await readsOf([portable('request.headers.set("X-Id", "1");'), portable(reads)])).toEqual([]);
    expect(await readsOf([portable('request.headers.set(request.path, "1");'), portable(reads)])).toEqual([]);
  });

  it("don't include branches that the config rules out", async () => {
    workspace.write("a/config.ts", 'import { z } from "zod";\nexport const config = z.object({ by: z.string() });\n');
    const source = `${sdk}export default onOriginRequest<{ by: string }>((request, { config }) => {
  const plan = config.by === "cookie" ? request.cookies.get("plan") : request.headers.get("x-plan");
  return request.rewrite(plan ?? "/");
});`;
    expect(await readsOf([source], "origin-request", { by: "header" })).toEqual(["header x-plan a:3"]);
  });

  it("are not reported at viewer events, which get all of the request", async () => {
    const source = `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest(async (request) => ((await fetch("https://a.example.com/" + request.cookies.get("a"))).ok ? request : request.rewrite("/")));`;
    expect(await readsOf([source], "viewer-request")).toEqual([]);
  });
});
