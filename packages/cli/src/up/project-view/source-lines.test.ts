import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildEnvironment } from "@featheredge/compiler";
import type { DeployedPosition, SourceLines } from "@featheredge/inspector/api";
import { createCloudFrontFunctionEngine, runLambdaAtEdge } from "@featheredge/runtimes";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManifest } from "../../project/build-manifest.ts";
import { findSourceLines } from "./source-lines.ts";

const helper = `import type { Request } from "@featheredge/edge-sdk";

/** Takes the first segment of a path, and fails where it has none. */
export function firstSegment(request: Request): string {
  const segment = request.path.split("/")[1];
  if (segment === "" || segment === undefined) {
    throw new RangeError("no segment in " + request.path);
  }
  return segment;
}
`;
const handler = `import { onViewerRequest } from "@featheredge/edge-sdk";
import { firstSegment } from "./first-segment.ts";

export default onViewerRequest((request) => {
  if (request.path === "/null") {
    const missing: any = request.query.get("missing");
    return request.rewrite(missing.value);
  }
  return request.rewrite("/" + firstSegment(request) + "/index.html");
});
`;
const event = (uri: string) => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "192.0.2.1" },
  request: { method: "GET", uri, querystring: {}, headers: { host: { value: "a.example" } }, cookies: {} },
});
const lambdaEvent = (uri: string) => ({
  Records: [
    {
      cf: {
        config: { eventType: "viewer-request" },
        request: { clientIp: "192.0.2.1", method: "GET", uri, querystring: "", headers: {} },
      },
    },
  ],
});

const root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-source-lines-")));
const directory = join(root, "build");
beforeAll(async () => {
  symlinkSync(resolve(import.meta.dirname, "../../../../../node_modules"), join(root, "node_modules"));
  for (const [file, text] of Object.entries({ "handler.ts": handler, "first-segment.ts": helper })) {
    mkdirSync(join(root, "edge-handlers", "segment"), { recursive: true });
    writeFileSync(join(root, "edge-handlers", "segment", file), text);
  }
  const behavior = { distribution: "site", events: { "viewer-request": ["segment"] } };
  await buildEnvironment({
    environment: "local",
    environmentFile: "environments/local.ts",
    handlersDirectory: join(root, "edge-handlers"),
    outputDirectory: directory,
    cacheDirectory: join(root, "cache"),
    handlers: {
      segment: { handler: "segment", config: undefined },
      pinned: { handler: "segment", config: undefined, runtime: "lambda-at-edge" },
    },
    behaviors: [
      { ...behavior, key: "a", path: "*", isDefault: true },
      { ...behavior, key: "b", path: "/m", events: { "viewer-request": ["pinned"] } },
    ],
  });
});
afterAll(() => rmSync(root, { recursive: true }));

const sha256Of = (name: string) => readManifest(directory).functions.find((one) => one.name === name)?.sha256 ?? "";

const functions = {
  segment: async (uri: string) => {
    const engine = await createCloudFrontFunctionEngine(readFileSync(join(directory, "functions/segment.js"), "utf8"));
    const { error } = await engine.run(event(uri));
    engine.dispose();
    return error;
  },
  pinned: async (uri: string) => {
    const file = join(root, "unzipped", "index.js");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, unzipSync(readFileSync(join(directory, "functions/pinned.zip")))["index.js"] ?? "");
    return (await runLambdaAtEdge(dirname(file), lambdaEvent(uri), { event: "viewer-request" })).error;
  },
};

describe.each(["segment", "pinned"] as const)("the author's lines of an exception of %s", (name) => {
  const framesOf = async (uri: string) => {
    const { stack = "" } = (await functions[name](uri)) ?? {};
    const positions = [...stack.matchAll(/:(\d+):(\d+)\)?$/gm)];
    const sources = positions.map(([, line, column]) =>
      findSourceLines(
        { root, directory },
        { functionName: `local-${name}`, sha256: sha256Of(name), line: Number(line), column: Number(column) },
      ),
    );
    return (await Promise.all(sources)).filter((one): one is SourceLines => one !== undefined);
  };

  it("begin with the line that threw it, in an imported file, among its neighbors", async () => {
    const [first] = await framesOf("/");
    expect(first).toEqual({
      at: { file: "edge-handlers/segment/first-segment.ts", line: 7, column: expect.any(Number) },
      from: 4,
      lines: helper.split("\n").slice(3, 10),
    });
  });

  it("begin with the line that failed, in the handler", async () => {
    const [first] = await framesOf("/null");
    expect(first?.at).toMatchObject({ file: "edge-handlers/segment/handler.ts", line: 7 });
  });
});

it("finds no lines for a function of another project or build, nor for code that no author wrote", async () => {
  const find = (position: DeployedPosition) => findSourceLines({ root, directory }, position);
  const code = readFileSync(join(directory, "functions/segment.js"), "utf8");
  const column = code.indexOf("no segment in");
  const authorsPosition = { functionName: "local-segment", sha256: sha256Of("segment"), line: 1, column };
  expect(await find(authorsPosition)).toBeDefined();
  expect(await find({ ...authorsPosition, sha256: sha256Of("pinned") })).toBeUndefined();
  expect(await find({ ...authorsPosition, functionName: "other" })).toBeUndefined();
  const start = { functionName: "local-pinned", sha256: sha256Of("pinned"), line: 1, column: 1 };
  expect(await find(start)).toBeUndefined();
});
