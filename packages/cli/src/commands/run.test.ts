import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Context, createOutput } from "../context.ts";
import { engines } from "../run/engine.ts";
import { run } from "./run.ts";

let root: string;
let printed: { stdout: string; stderr: string };

const handler = `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest<{ to: string }>((request, { config }) => {
  console.log("asked for " + request.path);
  if (request.path === "/fail") throw new RangeError("no such luck");
  return request.path === "/stop" ? respond(403) : request.rewrite(config.to);
});
`;
const config = `import { z } from "zod";
export const config = z.strictObject({ to: z.string() });
`;

function write(file: string, content: unknown): string {
  const target = join(root, file);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, typeof content === "string" ? content : JSON.stringify(content));
  return target;
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-run-")));
  symlinkSync(fileURLToPath(new URL("../../../../node_modules", import.meta.url)), join(root, "node_modules"));
  write("package.json", { type: "module" });
  write("edge-handlers/mover/handler.ts", handler);
  write("edge-handlers/mover/config.ts", config);
  write("edge-handlers/mover/events/_config.json", { to: "/shared" });
});

afterAll(() => rmSync(root, { recursive: true }));

beforeEach(() => {
  printed = { stdout: "", stderr: "" };
});

function context(): Context {
  const stream = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const never = new AbortController().signal;
  return {
    root,
    env: {},
    interruption: { stop: never, kill: never },
    output: createOutput(stream("stdout"), stream("stderr"), (text) => text),
    confirm: undefined,
  };
}

describe("featheredge run", () => {
  it.each(engines)("gives the same result and logs in %s", async (engine) => {
    const event = write("edge-handlers/mover/events/goes.json", {
      case: "goes on",
      event: { request: { uri: "/a" } },
      expected: { request: { uri: "/shared" } },
    });
    await run(context(), "mover", event, { engine });
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { method: "GET", uri: "/shared" } });
    expect(printed.stderr).toContain("asked for /a\n");
    expect(printed.stderr).toContain(`engine: ${engine}`);
    expect(printed.stderr).toContain("The case holds.\n");
  });

  it("takes a plain event and a config file, and the compiler's choice of an engine", async () => {
    const event = write("event.json", { request: { uri: "/a" } });
    await run(context(), "mover", event, { config: write("config.json", { to: "/own" }) });
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { uri: "/own" } });
    expect(printed.stderr).toMatch(/engine: quickjs, \d+ steps, an estimated \d+ % of compute\n/);
  });

  it("takes handler and config from an environment", async () => {
    const environment = { handlers: { elsewhere: { handler: "mover", config: { to: "/prod" } } } };
    write(
      "environments/index.ts",
      `export const environmentNames = ["prod"];\nexport const loadEnvironment = async () => (${JSON.stringify(environment)});`,
    );
    const event = write("event.json", { request: { uri: "/a" } });
    await run(context(), "elsewhere", event, { environment: "prod" });
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { uri: "/prod" } });
    await expect(run(context(), "mover", event, { environment: "prod" })).rejects.toThrow(
      "'prod' has no handler 'mover'. Known: elsewhere.",
    );
  });

  it("reports what a case expects and does not get", async () => {
    const event = write("edge-handlers/mover/events/wrong.json", {
      case: "is stopped",
      event: { request: { uri: "/stop" } },
      expected: { response: { statusCode: 401 } },
    });
    await expect(run(context(), "mover", event, {})).rejects.toThrow(
      /wrong\.json: The case does not hold:\nresponse\.statusCode is 403, not 401$/,
    );
    expect(JSON.parse(printed.stdout)).toMatchObject({ response: { statusCode: 403 } });
  });

  it.each(engines)("reports the error of a handler that fails in %s", async (engine) => {
    const event = write("event.json", { request: { uri: "/fail" } });
    const failure = run(context(), "mover", event, { engine, config: write("config.json", { to: "/" }) });
    await expect(failure).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(new RegExp(`^'mover' failed in ${engine}: .*no such luck`)),
    });
  });

  it.each([undefined, "node"] as const)("reports a config that does not fit the schema (engine %s)", async (engine) => {
    const event = write("event.json", { request: { uri: "/" } });
    const failure = run(context(), "mover", event, { engine, config: write("config.json", { to: 1 }) });
    await expect(failure).rejects.toMatchObject({ userFacing: true, message: expect.stringContaining("config.to: ") });
  });

  it.each([
    ["is not JSON", "{", /can't be read as JSON/],
    ["is not an event", { uri: "/" }, /is neither an event of CloudFront Functions.* nor a case/],
    ["is an event of Lambda@Edge", { Records: [] }, /is an event of Lambda@Edge\. Write it as/],
    ["has null for headers", { request: { headers: null } }, /event\.json: request\.headers: null is not a record\./],
    ["has a text as a header", { request: { headers: { a: "b" } } }, /request\.headers\.a: 'b': write an object/],
    ["mistypes a key", { request: { url: "/" } }, /request\.url: unknown key 'url'\. Did you mean 'uri'\?/],
    [
      "mistypes the event",
      { request: {}, context: { eventType: "viewer-reqest" } },
      /context\.eventType: 'viewer-reqest' is not allowed\. Did you mean 'viewer-request'\?/,
    ],
    ["is a case with a mistyped key", { event: { request: {} }, expect: {} }, /expect: unknown key 'expect'\. Did you/],
    ["is a case with a wrong store", { event: { request: {} }, kvs: { a: 1 } }, /kvs\.a: 1 is not a string\./],
    ["is a case with a wrong secret", { event: { request: {} }, secrets: 5 }, /secrets: 5 is not a record\./],
    ["is a case that expects nothing", { event: { request: {} }, expected: null }, /expected: null is not an object\./],
  ])("reports a file that %s", async (_, content, message) => {
    const failure = run(context(), "mover", write("event.json", content), {});
    await expect(failure).rejects.toMatchObject({ userFacing: true, message: expect.stringMatching(message) });
  });

  it.each([
    ["throws", `${handler}\nthrow new Error("boom");`, "handler.ts can't be loaded: Error: boom"],
    ["does not parse", "syntax(", "handler.ts: can't be read: "],
    ["imports a missing file", `import "./gone.ts";\n${handler}`, "handler.ts can't be loaded: Error: Cannot find"],
    ["has no default export", "export const x = 1;", "handler.ts: its default export is not a handler. Write "],
    [
      "is for responses",
      'import { onViewerResponse } from "@featheredge/edge-sdk";\nexport default onViewerResponse((one) => one);',
      "handles a response, and the event is at viewer-request. Give it an event with a 'response'.",
    ],
    [
      "is in AWS's own form",
      "export function handler(event) { return event.request; }",
      "is a handler in AWS's own form, and '--engine node' runs only handlers that use the SDK. Use '--engine quickjs'",
    ],
  ])("reports a handler that %s, in this process", async (what, source, message) => {
    // Modules are cached by their path.
    const name = what.replaceAll(/[^a-z]+/g, "-");
    write(`edge-handlers/${name}/handler.ts`, source);
    const failure = run(context(), name, write("event.json", { request: {} }), { engine: "node" });
    await expect(failure).rejects.toMatchObject({ userFacing: true, message: expect.stringContaining(message) });
  });

  it.each([
    ["throws", 'throw new Error("boom");', "config.ts can't be loaded: Error: boom"],
    ["exports no schema", "export const schema = 1;", "config.ts: It must export a zod schema named 'config'."],
  ])("reports a config.ts that %s", async (what, source, message) => {
    const name = `config-${what.replaceAll(" ", "-")}`;
    write(`edge-handlers/${name}/handler.ts`, handler);
    write(`edge-handlers/${name}/config.ts`, source);
    const failure = run(context(), name, write("event.json", { request: {} }), { engine: "node" });
    await expect(failure).rejects.toMatchObject({ userFacing: true, message: expect.stringContaining(message) });
  });

  it.each(["quickjs", "njs", undefined] as const)("runs a handler.js in AWS's own form (engine %s)", async (engine) => {
    write(
      "edge-handlers/plain/handler.js",
      "function handler(event) { console.log(event.request.uri); event.request.uri = '/moved'; return event.request; }",
    );
    await run(context(), "plain", write("event.json", { request: { uri: "/a" } }), { engine });
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { uri: "/moved" } });
    expect(printed.stderr).toContain("log: /a\n");
  });

  it("runs a Lambda@Edge function in AWS's own form", async () => {
    write("edge-handlers/lambda/handler.js", "exports.handler = async (event) => event.Records[0].cf.request;");
    await run(context(), "lambda", write("event.json", { request: { uri: "/a" } }), {});
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { uri: "/a" } });
    expect(printed.stderr).toContain("engine: lambda\n");
  });

  it.each(["node", "quickjs", "njs"] as const)("shows the origin that a function chose, in %s", async (engine) => {
    write(
      "edge-handlers/chooser/handler.ts",
      'import { onViewerRequest } from "@featheredge/edge-sdk";\nexport default onViewerRequest((request) => { request.origin.select("eu"); return request; });',
    );
    const calls = [{ method: "selectRequestOriginById", arguments: ["eu"] }];
    const event = write("edge-handlers/chooser/events/chooses.json", {
      case: "takes the origin in Europe",
      event: { request: { uri: "/a" } },
      expected: { request: { uri: "/a" }, origin: calls },
    });
    await run(context(), "chooser", event, { engine });
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { uri: "/a" }, origin: calls });
    expect(printed.stderr).toContain("The case holds.\n");
  });

  it("shows the origin that a Lambda@Edge function changed", async () => {
    write(
      "edge-handlers/changer/handler.ts",
      'import { onOriginRequest } from "@featheredge/edge-sdk";\nexport default onOriginRequest((request) => { if (request.path === "/a") request.origin.update({ domainName: "eu.example.com" }); return request; });',
    );
    const at = { eventType: "origin-request" };
    await run(context(), "changer", write("event.json", { context: at, request: { uri: "/a" } }), {});
    expect(JSON.parse(printed.stdout)).toMatchObject({
      request: { origin: { custom: { domainName: "eu.example.com" } } },
    });
    printed.stdout = "";
    await run(context(), "changer", write("event.json", { context: at, request: { uri: "/b" } }), {});
    expect(JSON.parse(printed.stdout).request).not.toHaveProperty("origin");
  });

  it("reports code outside of the handler that throws as the author's mistake", async () => {
    write(
      "edge-handlers/thrower/handler.js",
      "function handler(event) { return event.request; }\nthrow new Error('boom');",
    );
    const failure = run(context(), "thrower", write("event.json", { request: {} }), {});
    await expect(failure).rejects.toThrow(
      "edge-handlers/thrower/handler.js: the code outside of the handler throws when CloudFront loads the function: Error: boom. Correct it, or move it into the handler.",
    );
  });

  it("reports a function that burns its time in built-ins, and what it logged before", async () => {
    write(
      "edge-handlers/burner/handler.js",
      "function handler(event) { console.log('begun'); var a = 'x'.repeat(300000); for (;;) a.indexOf('y'); }",
    );
    const failure = run(context(), "burner", write("event.json", { request: {} }), { engine: "quickjs" });
    await expect(failure).rejects.toMatchObject({
      userFacing: true,
      message: "'burner' failed in quickjs: ComputeLimit: Stopped after 500 ms: the function does not end in time.",
    });
    expect(printed.stderr).toContain("log: begun\n");
  });

  it("names the handlers that there are", async () => {
    const event = write("event.json", { request: { uri: "/" } });
    await expect(run(context(), "../mover", event, {})).rejects.toThrow("has no handler '../mover'. Known: ");
    await expect(run(context(), "mvoer", event, {})).rejects.toThrow(
      "edge-handlers/ has no handler 'mvoer'. Did you mean 'mover'? Known: ",
    );
  });

  it("leaves nothing of its build behind but the cache", async () => {
    const event = write("event.json", { request: { uri: "/a" } });
    await run(context(), "mover", event, { config: write("config.json", { to: "/b" }) });
    expect(readdirSync(join(root, ".featheredge"))).toEqual(["cache"]);
  });
});
