import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runPortableApart } from "./portable-process.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-apart-")));
  symlinkSync(resolve(import.meta.dirname, "../../../../node_modules"), join(root, "node_modules"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs a handler on a request for `/a`. */
function runHandler(body: string, deadlineMs?: number) {
  const file = join(root, "edge-handlers/own/handler.ts");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(
    file,
    `import { onViewerRequest } from "@featheredge/edge-sdk";
export default onViewerRequest((request) => { ${body} });`,
  );
  const event = { request: { method: "GET", uri: "/a", querystring: {}, headers: {}, cookies: {} } };
  const input = { root, instance: "own", file, config: undefined, at: "viewer-request", kvs: {}, env: {} } as const;
  return runPortableApart({ ...input, event: event as never }, process.env, deadlineMs);
}

it("returns the result of a handler", async () => {
  const ran = await runHandler('request.path = "/b"; return request;');
  expect(ran?.outcome?.request?.uri).toBe("/b");
});

it("ends a handler that does not end", async () => {
  expect(await runHandler("for (;;) {}", 3_000)).toBe(undefined);
});

it("has no result of a handler that ends its process", async () => {
  expect(await runHandler("process.exit();")).toBe(undefined);
});
