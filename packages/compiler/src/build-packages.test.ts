import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "./testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

/** Installs a package for one handler alone, as `npm install` in the handler's folder does. */
function install(source: string): void {
  workspace
    .write("caller/node_modules/client/package.json", '{ "name": "client", "version": "1.0.0", "main": "index.js" }')
    .write("caller/node_modules/client/index.js", source);
}

/** The problems of a native Lambda@Edge handler that uses the package at origin request. */
async function problems(line = 'await client.send("/");'): Promise<readonly string[]> {
  workspace.write(
    "caller/handler.js",
    `import client from "client";\nexport const handler = async (event) => {\n  ${line}\n  return event.Records[0].cf.request;\n};\n`,
  );
  return await workspace.problems({ caller: {} }, [{ events: { "origin-request": ["caller"] } }]);
}

describe("a package in a handler's own node_modules", () => {
  it.each([
    [
      "its own answers",
      "exports.send = async (path) => ({ status: 0, statusText: path, headers: { connection: 'close' } });",
    ],
    [
      "headers of requests that it sends",
      "exports.send = async (request) => { request.headers.via = 'a'; return request; };",
    ],
    [
      "a module that it names at run time",
      "exports.send = async (path) => { try { require(path); } catch (error) {} };",
    ],
  ])("may have %s", async (_, source) => {
    install(source);
    expect(await problems()).toEqual([]);
  });

  it("does not excuse the handler, whose own writes are checked", async () => {
    install("exports.send = async () => ({ status: 0, headers: { connection: 'close' } });");
    expect(await problems('event.Records[0].cf.request.headers.via = [{ key: "Via", value: client.name }];')).toEqual([
      expect.stringMatching(/^edge-handlers\/caller\/handler\.js:3:3: The header 'via' is read-only at origin-request/),
    ]);
  });

  it("is named by the handler's import where CloudFront Functions lack what it uses", async () => {
    install("exports.send = () => fetch('https://example.com/');");
    workspace.write(
      "caller/handler.ts",
      'import { onViewerRequest } from "@featheredge/edge-sdk";\nimport client from "client";\nexport default onViewerRequest((request) => (client.send(), request));\n',
    );
    const handlers = { caller: { runtime: "cloudfront-function" as const } };
    expect(await workspace.problems(handlers, [{ events: { "viewer-request": ["caller"] } }])).toEqual([
      expect.stringMatching(/caller\/handler\.ts:2 imports 'client', which uses fetch\(\)/),
    ]);
  });
});
