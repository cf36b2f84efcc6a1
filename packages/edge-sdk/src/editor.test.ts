import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const require = createRequire(import.meta.url);

const fits = `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
import { sha256 } from "@featheredge/edge-sdk/crypto";
import { dynamicField } from "@featheredge/edge-sdk/dynamic";
const closed = dynamicField("shop/closed", false);
export default onViewerRequest<{ readonly key: string }>(async (request, { config, kvs }) => {
  console.log(Buffer.from(sha256(request.path), "hex").toString("base64url"));
  if (await closed.get()) return respond(503);
  request.origin.select((await kvs.get(config.key)) ?? "main");
  return request;
});`;
const body = (event: string) => `import { ${event}, respond } from "@featheredge/edge-sdk";
export default ${event}((request) => respond(200, request.body));`;
const uses = (expression: string) => `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest(async () => respond(200, String(${expression})));`;
const lateOrigin = `import { onViewerResponse } from "@featheredge/edge-sdk";
export default onViewerResponse((response, { request }) => (request.origin.select("eu"), response));`;

const files: Readonly<Record<string, readonly [source: string, error: RegExp | undefined]>> = {
  "what fits": [fits, undefined],
  "a body at viewer request": [body("onViewerRequest"), /^Property 'body' does not exist on type 'Request'/],
  "a body at origin request": [body("onOriginRequest"), undefined],
  "fetch()": [uses('await fetch("https://example.com/")'), /^Cannot find name 'fetch'/],
  "a timer": [uses("setTimeout(() => {}, 1)"), /^Cannot find name 'setTimeout'/],
  "an environment variable": [uses("process.env.KEY"), /^Cannot find name 'process'/],
  "a module of Node.js": [uses('await import("node:fs")'), /^Cannot find (module|name) 'node:fs'/],
  "the origin, after it has answered": [lateOrigin, /^Property 'origin' does not exist/],
};

describe("with the SDK's tsconfig for CloudFront Functions, an editor", () => {
  let folder: string;
  let errors: Readonly<Record<string, string>>;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), "editor-")));
    symlinkSync(path.resolve(require.resolve("typescript/package.json"), "../.."), path.join(folder, "node_modules"));
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
    const tsconfig = { extends: "@featheredge/edge-sdk/cloudfront-function.tsconfig.json", include: ["*.ts"] };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    for (const [name, [source]] of Object.entries(files)) {
      writeFileSync(path.join(folder, `${name.replace(/\W/g, "-")}.ts`), source);
    }
    const compiler = path.resolve(require.resolve("typescript/package.json"), "../bin/tsc");
    const run = spawnSync(process.execPath, [compiler, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
    const reported = [...run.stdout.matchAll(/^(.+)\.ts\(\d+,\d+\): error TS\d+: (.*)$/gm)];
    errors = Object.fromEntries(reported.map(([, file, message]) => [file, message]));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Object.keys(files))("judges %s", (name) => {
    const error = files[name]?.[1];
    const reported = errors[name.replace(/\W/g, "-")];
    if (error === undefined) expect(reported).toBeUndefined();
    else expect(reported).toMatch(error);
  });

  test("has no other errors", () => {
    expect(Object.keys(errors)).toHaveLength(Object.values(files).filter(([, error]) => error !== undefined).length);
  });
});
