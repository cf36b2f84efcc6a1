import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Workspace } from "../../testing/workspace.ts";
import { simplify } from "../simplified-source.ts";
import { findMissingReturns } from "./missing-return.ts";
import { findStoreWrites } from "./store-writes.ts";

const missing = async (body: string, parameters = "event") =>
  findMissingReturns(await simplify(`function handler(${parameters}) {\n${body}\n}`), false).map(
    ({ isAlways }) => isAlways,
  );

describe("FE-HND-035: a handler that can end without a return", () => {
  it.each([
    ["no statement", "", true],
    ["a change only", "event.request.uri = '/';", true],
    ["an empty return", "return;", true],
    ["undefined", "return undefined;", true],
    ["a value on one path", "if (event.a) return event.request;", false],
    ["an empty return on one path", "if (event.a) return;\nreturn event.request;", false],
    ["nothing on one side of a condition", "return event.a ? event.request : undefined;", false],
    ["a loop that may not run", "for (const one of event.list) return event.request;", false],
    ["a loop that is left", "for (;;) { if (event.a) break; return event.request; }", false],
    ["a case that breaks", "switch (event.a) { case 1: return event.request; default: break; }", false],
    ["a catch that goes on", "try { return event.request; } catch (error) { console.log(error); }", false],
    ["a function that returns inside", "[1].map(() => { return event.request; });", true],
    [
      "a call that may return",
      "if (event.a) return event.request;\nfail();\nfunction fail() { if (event.b) throw new Error(); }",
      false,
    ],
    ["a labeled block that is left", "a: { if (event.a) break a; return event.request; }", false],
  ])("is found with %s", async (_, body, isAlways) => {
    expect(await missing(body)).toEqual([isAlways]);
  });

  it.each([
    ["a return", "return event.request;"],
    ["a throw", "throw new Error('no');"],
    ["a return or a throw", "if (event.a) return event.request;\nthrow new Error();"],
    ["both sides of a condition", "if (event.a) return event.request; else return event.response;"],
    ["an endless loop", "while (true) { if (event.a) return event.request; }"],
    [
      "an endless loop with an inner one",
      "for (;;) { for (;;) { if (event.a) break; } if (event.b) return event.request; }",
    ],
    ["a loop that runs once at least", "do { return event.request; } while (event.a);"],
    ["all cases", "switch (event.a) { case 1: case 2: return event.request; default: throw new Error(); }"],
    [
      "all cases that its author knows",
      "switch (event.a) { case 1: return event.request; case 2: return event.response; }",
    ],
    ["try and catch", "try { return event.request; } catch (error) { throw error; }"],
    ["finally", "try { event.a(); } finally { return event.request; }"],
    [
      "a function that always throws",
      "if (event.a) return event.request;\nfail();\nfunction fail() { throw new Error(); }",
    ],
  ])("is not found with %s", async (_, body) => {
    expect(await missing(body)).toEqual([]);
  });

  it("is not found where Lambda's callback or context gives the answer", async () => {
    expect(await missing("callback(null, event.request);", "event, context, callback")).toEqual([]);
    expect(await missing("context.succeed(event.request);", "event, context")).toEqual([]);
    expect(await missing("console.log(context.functionName);", "event, context")).toEqual([true]);
  });

  it("is not found where an imported function comes last, since that may throw", async () => {
    const source = await simplify(
      'import { fail } from "./fail.ts";\nexport function handler(event) {\nif (event.a) return event.request;\nfail();\n}',
    );
    expect(findMissingReturns(source, false)).toEqual([]);
  });
});

const storeWrites = async (source: string, isPortable = false) =>
  findStoreWrites(await simplify(source), isPortable).map(({ call, at }) => `${call} ${at.line}`);

describe("FE-HND-036: a write to a KeyValueStore", () => {
  it.each([
    ["on the handle", "import cf from 'cloudfront';\nconst store = cf.kvs();\nstore.put('a', 'b');", "store.put() 3"],
    ["on a new handle", "import cf from 'cloudfront';\ncf.kvs('id').delete('a');", "kvs.delete() 2"],
    ["on one by require", "const cf = require('cloudfront');\ncf.kvs().set('a', 'b');", "kvs.set() 2"],
  ])("is found %s", async (_, source, expected) => {
    expect(await storeWrites(source)).toEqual([expected]);
  });

  it.each([
    ["of a pattern", "export default async (request, { kvs }) => { await kvs.put('a', 'b'); return request; };"],
    ["of the context", "export default (request, context) => (context.kvs.set('a', 'b'), request);"],
    [
      "of a variable",
      "export default (request, context) => { const { kvs } = context; kvs.put('a'); return request; };",
    ],
  ])("is found on the store %s", async (_, source) => {
    expect(await storeWrites(source, true)).toHaveLength(1);
  });

  it.each([
    ["a read", "import cf from 'cloudfront';\ncf.kvs().get('a');"],
    ["another object", "const kvs = new Map();\nkvs.set('a', 'b');\nkvs.delete('a');"],
    ["another module", "import cf from './cloudfront.js';\ncf.kvs().put('a', 'b');"],
  ])("is not found for %s", async (_, source) => {
    expect(await storeWrites(source)).toEqual([]);
  });
});

describe("FE-HND-034: an access key", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const atRequest = [{ events: { "viewer-request": ["sign"] } }] as const;
  const start = 'import { onViewerRequest } from "@featheredge/edge-sdk";\n';

  it("is reported at the line of each source, and not in full", async () => {
    workspace.write(
      "sign/keys.ts",
      'export const key = `id=AKIAIOSFODNN7EXAMPLE`;\nexport const id = "ASIAIOSFODNN7EXAMPLE";\n',
    );
    workspace.write("sign/keys.json", '{\n  "id": "AKIAI44QH8DHBEXAMPLE"\n}\n');
    workspace.write(
      "sign/handler.ts",
      `${start}import { id } from "./keys.ts";\nimport keys from "./keys.json";\nexport default onViewerRequest((request) => request.rewrite(id + keys.id));\n`,
    );
    const problems = await workspace.problems({ sign: {} }, atRequest);
    expect(problems).toEqual([
      expect.stringContaining("edge-handlers/sign/keys.json:2:1: 'AKIA…' is an AWS access key."),
      expect.stringContaining("edge-handlers/sign/keys.ts:1:21: 'AKIA…' is an AWS access key."),
      expect.stringContaining("edge-handlers/sign/keys.ts:2:19: 'ASIA…' is an AWS access key."),
    ]);
    expect(problems.join()).not.toContain("EXAMPLE");
  });

  it("is not found in a comment or a shorter text", async () => {
    workspace.write(
      "sign/handler.ts",
      `${start}// AKIAIOSFODNN7EXAMPLE is how one looks.\nexport default onViewerRequest((request) => request.rewrite("/AKIA/ASIA123"));\n`,
    );
    expect(await workspace.problems({ sign: {} }, atRequest)).toEqual([]);
  });

  it("is reported at the key of a config, and not in full", async () => {
    workspace.write(
      "sign/config.ts",
      'import { z } from "zod";\nexport const config = z.object({ keys: z.array(z.string()) });\n',
    );
    workspace.write(
      "sign/handler.ts",
      `${start}export default onViewerRequest<{ keys: string[] }>((request, { config }) => request.rewrite(config.keys[0] ?? "/"));\n`,
    );
    expect(await workspace.problems({ sign: { config: { keys: ["a", "AKIAIOSFODNN7EXAMPLE"] } } }, atRequest)).toEqual([
      expect.stringMatching(
        /^environments\/prod\.ts: handlers\.sign\.config\.keys\[1\]: 'AKIA…' is an AWS access key\./,
      ),
    ]);
  });
});
