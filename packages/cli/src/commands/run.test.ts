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
    write("environments/index.ts", `export const loadEnvironment = async () => (${JSON.stringify(environment)});`);
    const event = write("event.json", { request: { uri: "/a" } });
    await run(context(), "elsewhere", event, { environment: "prod" });
    expect(JSON.parse(printed.stdout)).toMatchObject({ request: { uri: "/prod" } });
    await expect(run(context(), "mover", event, { environment: "prod" })).rejects.toThrow(
      "'prod' has no handler 'mover'. It has: elsewhere.",
    );
  });

  it("tells what a case expects and does not get", async () => {
    const event = write("edge-handlers/mover/events/wrong.json", {
      case: "is stopped",
      event: { request: { uri: "/stop" } },
      expected: { response: { statusCode: 401 } },
    });
    await expect(run(context(), "mover", event, {})).rejects.toThrow(
      /wrong\.json does not hold:\nresponse\.statusCode is 403, not 401$/,
    );
    expect(JSON.parse(printed.stdout)).toMatchObject({ response: { statusCode: 403 } });
  });

  it.each(engines)("tells by what the handler failed in %s", async (engine) => {
    const event = write("event.json", { request: { uri: "/fail" } });
    const failure = run(context(), "mover", event, { engine, config: write("config.json", { to: "/" }) });
    await expect(failure).rejects.toMatchObject({
      userFacing: true,
      message: expect.stringMatching(new RegExp(`^'mover' failed in ${engine}: .*no such luck`)),
    });
  });

  it.each([undefined, "node"] as const)("tells a config that breaks the schema (engine %s)", async (engine) => {
    const event = write("event.json", { request: { uri: "/" } });
    const failure = run(context(), "mover", event, { engine, config: write("config.json", { to: 1 }) });
    await expect(failure).rejects.toMatchObject({ userFacing: true, message: expect.stringContaining("config.to: ") });
  });

  it.each([
    ["is no JSON", "{", /can't be read as JSON/],
    ["is no event", { uri: "/" }, /is neither an event of CloudFront Functions.* nor a case/],
  ])("tells a file that %s", async (_, content, message) => {
    await expect(run(context(), "mover", write("event.json", content), {})).rejects.toThrow(message);
  });

  it("names the handlers that there are", async () => {
    const event = write("event.json", { request: { uri: "/" } });
    await expect(run(context(), "../mover", event, {})).rejects.toThrow(/There is: mover\.$/);
  });

  it("leaves nothing of its build behind but the cache", async () => {
    const event = write("event.json", { request: { uri: "/a" } });
    await run(context(), "mover", event, { config: write("config.json", { to: "/b" }) });
    expect(readdirSync(join(root, ".featheredge"))).toEqual(["cache"]);
  });
});
