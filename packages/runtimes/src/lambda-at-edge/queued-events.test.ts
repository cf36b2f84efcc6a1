import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLambdaEnvironment, type LambdaEnvironment } from "./execution-environment.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "featheredge-lambda-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** An environment that has run one event of a handler with this body. */
async function environmentOf(body: string): Promise<LambdaEnvironment> {
  const file = path.join(directory, "index.mjs");
  await writeFile(
    file,
    `import fs from "node:fs";
     let running = 0;
     const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
     export const handler = async (event, context) => { if (event.first) return "first"; ${body} };`,
  );
  const environment = createLambdaEnvironment({ file, memoryMb: 128 });
  await environment.invoke({ first: true }, { requestId: "first", timeoutMs: 5_000 });
  return environment;
}

function queue(environment: LambdaEnvironment, events: readonly object[], timeoutMs = 5_000) {
  return Promise.all(events.map((event, index) => environment.queue(event, { requestId: `id-${index}`, timeoutMs })));
}

describe("Events that wait in an environment", () => {
  it("run one at a time, in their order, with their own logs", async () => {
    const environment = await environmentOf(
      `running += 1; console.log(event.n); await wait(1); running -= 1; return [event.n, running];`,
    );
    const events = Array.from({ length: 5 }, (_, n) => ({ n }));
    const results = await queue(environment, events);
    await environment.dispose();
    expect(results.map((result) => result?.output)).toEqual(events.map(({ n }) => [n, 0]));
    expect(results.map((result) => result?.logs)).toEqual(events.map(({ n }) => [String(n)]));
  });

  it("let timers of the function run between them", async () => {
    const environment = await environmentOf(
      `globalThis.fired ??= 0; setImmediate(() => { globalThis.fired += 1; }); return globalThis.fired;`,
    );
    const results = await queue(environment, [{}, {}, {}]);
    await environment.dispose();
    expect(results.map((result) => result?.output)).toEqual([0, 1, 2]);
  });

  it("are given back, and not run, if the one that runs is slow", async () => {
    const environment = await environmentOf(
      `fs.appendFileSync(${JSON.stringify(path.join(directory, "ran"))}, "x"); await wait(500); return "slow";`,
    );
    const results = await queue(environment, [{}, {}, {}]);
    expect(results.map((result) => result?.output)).toEqual(["slow", undefined, undefined]);
    expect(results.map((result) => result === undefined)).toEqual([false, true, true]);
    expect(environment.isQuick).toBe(false);
    const next = await environment.invoke({ first: true }, { requestId: "next", timeoutMs: 5_000 });
    await environment.dispose();
    expect(next.output).toBe("first");
  });

  it.each([
    ["ends its process", "process.exit(1);", "Runtime.ExitError"],
    ["runs out of time", "for (;;);", "Sandbox.Timedout"],
    ["posts its own message", "fs.writeSync(4, 'no\\n'); await wait(1_000);", "Runtime.InvalidMessage"],
  ])("are given back if the one that runs %s", async (_, body, name) => {
    const environment = await environmentOf(body);
    const results = await queue(environment, [{}, {}], 300);
    await environment.dispose();
    expect(results[0]?.error?.name).toBe(name);
    expect(results[1]).toBeUndefined();
    expect(environment.usable).toBe(false);
  });

  it("each have the whole time limit", async () => {
    const environment = await environmentOf("const end = Date.now() + 15; while (Date.now() < end); return 1;");
    const results = await queue(
      environment,
      Array.from({ length: 16 }, () => ({})),
      150,
    );
    await environment.dispose();
    expect(results.map((result) => result?.error)).toEqual(results.map(() => undefined));
    expect(results[0]?.durationMs).toBeGreaterThanOrEqual(14);
  });

  it("are not given back because the function says so of the one that runs", async () => {
    const environment = await environmentOf(
      `fs.writeSync(4, JSON.stringify({ type: "withdrawn", requestId: context.awsRequestId }) + "\\n"); return "ran";`,
    );
    const results = await queue(environment, [{}, {}]);
    await environment.dispose();
    expect(results.map((result) => result?.output)).toEqual(["ran", "ran"]);
  });
});
