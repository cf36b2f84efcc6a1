import { readFileSync } from "node:fs";
import path from "node:path";
import { createCloudFrontFunctionEngine, runInNjs } from "@featheredge/runtimes";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../testing/workspace.ts";

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

const sdk = "@featheredge/edge-sdk";

/** Throws where the query says so. */
const failing = (isAsync: boolean) => `import { onViewerRequest } from "${sdk}";
export default onViewerRequest(${isAsync ? "async " : ""}(request) => {
  if (request.query.has("fail")) throw new TypeError("wrong");
  return request.rewrite("/found");
});
`;
const passing = `import { onViewerRequest } from "${sdk}";
export default onViewerRequest((request) => request.rewrite(request.path + "/"));
`;
const response = (header: string) => `import { onViewerResponse } from "${sdk}";
export default onViewerResponse((response) => {
  if (response.headers.has("${header}")) throw new RangeError("header");
  return response;
});
`;

const event = (more: object, queryString: object = {}) => ({
  version: "1.0",
  context: { eventType: "response" in more ? "viewer-response" : "viewer-request" },
  viewer: { ip: "198.51.100.1" },
  request: { method: "GET", uri: "/x", querystring: queryString, headers: {}, cookies: {} },
  ...more,
});

const build = async (event: "viewer-request" | "viewer-response", ...handlers: string[]) => {
  const names = Object.fromEntries(handlers.map((name) => [name, {}]));
  const { functions, directory } = await workspace.build(names, [{ events: { [event]: handlers } }]);
  return readFileSync(path.join(directory, functions[0]?.file ?? ""), "utf8");
};

describe("a chain of which a handler throws", () => {
  it.each([false, true])("says which at viewer request, and fails as the handler does (async: %s)", async (isAsync) => {
    workspace.write("first/handler.ts", passing);
    workspace.write("second/handler.ts", failing(isAsync));
    workspace.write("third/handler.ts", passing);
    const code = await build("viewer-request", "first", "second", "third");
    const events = [event({}, { fail: { value: "" } }), event({})];
    const engine = await createCloudFrontFunctionEngine(code);
    const [failed, fine] = [await engine.run(events[0]), await engine.run(events[1])];
    engine.dispose();
    expect(failed).toMatchObject({
      error: { name: "TypeError", message: "wrong" },
      logs: ["second failed: TypeError: wrong"],
    });
    expect(fine).toMatchObject({ output: { uri: "/found/" }, logs: [] });
    expect(await runInNjs(code, events)).toMatchObject([
      { error: { name: "TypeError" }, logs: ["second failed: TypeError: wrong"] },
      { output: { uri: "/found/" }, logs: [] },
    ]);
  });

  it("says which at viewer response", async () => {
    workspace.write("first/handler.ts", response("x-first"));
    workspace.write("second/handler.ts", response("x-second"));
    const code = await build("viewer-response", "first", "second");
    const engine = await createCloudFrontFunctionEngine(code);
    for (const name of ["first", "second"]) {
      const headers = { [`x-${name}`]: { value: "1" } };
      const given = event({ response: { statusCode: 200, statusDescription: "OK", headers, cookies: {} } });
      expect((await engine.run(given)).logs).toEqual([`${name} failed: RangeError: header`]);
    }
    engine.dispose();
  });

  it("of one handler says nothing: it has the function's name", async () => {
    workspace.write("only/handler.ts", failing(false));
    expect(await build("viewer-request", "only")).not.toContain("failed");
  });
});
