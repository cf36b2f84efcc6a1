import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkCloudFrontFunction, createCloudFrontFunctionEngine, runInNjs } from "@featheredge/runtimes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { snippets } from "../testing/lowering-snippets.ts";
import { answering, Workspace } from "../testing/workspace.ts";
import type { EnvironmentBuild } from "../types.ts";

const workspace = new Workspace();
let build: EnvironmentBuild;

const event = {
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "198.51.100.1" },
  request: { method: "GET", uri: "/a/b", querystring: {}, headers: {}, cookies: {} },
};

const folder = (index: number) => `snippet-${index}`;

function artifact(index: number): string {
  const built = build.functions.find(({ name }) => name === folder(index));
  expect(built?.reasons.join("; ")).toContain("CloudFront Functions, the lightest runtime");
  return readFileSync(path.join(build.directory, built?.file ?? ""), "utf8");
}

beforeAll(async () => {
  snippets.forEach((snippet, index) => {
    workspace.write(`${folder(index)}/handler.ts`, answering(snippet.body, snippet));
  });
  const names = snippets.map((_, index) => folder(index));
  build = await workspace.build(
    Object.fromEntries(names.map((name) => [name, {}])),
    names.map((name) => ({ path: `/${name}`, events: { "viewer-request": [name] } })),
  );
});

afterAll(() => workspace.remove());

const cases = snippets.map((snippet, index) => ({ ...snippet, index }));

describe("lowering keeps what a handler means", () => {
  it.each(cases)("$name, in QuickJS", async ({ index, returns }) => {
    const code = artifact(index);
    expect(checkCloudFrontFunction(code)).toEqual([]);
    const engine = await createCloudFrontFunctionEngine(code);
    const { output, error } = await engine.run(event);
    engine.dispose();
    expect(error).toBeUndefined();
    expect(JSON.parse((output as { body: string }).body)).toEqual(returns);
  });

  it.each(cases)("$name, in njs", async ({ index, returns }) => {
    const [result] = await runInNjs(artifact(index), [event]);
    expect(result?.error).toBeUndefined();
    expect(JSON.parse((result?.output as { body: string } | undefined)?.body ?? "")).toEqual(returns);
  });

  it.each(cases)("$name, in Node.js as it was written", async ({ index, returns }) => {
    const url = pathToFileURL(workspace.path("edge-handlers", folder(index), "handler.ts")).href;
    const { default: handler } = await import(url);
    const response = await handler.handle({ method: "GET" }, { config: undefined });
    expect(JSON.parse(response.body)).toEqual(returns);
  });
});
