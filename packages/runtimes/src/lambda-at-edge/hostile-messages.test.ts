import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLambdaEnvironment } from "./execution-environment.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "featheredge-lambda-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const invocation = { requestId: "request-1", timeoutMs: 2_000 };

/** Runs a handler's body on two events, the second in another environment where the first has ended. */
async function runTwice(body: string) {
  const file = path.join(directory, "index.mjs");
  await writeFile(
    file,
    `import { parentPort } from "node:worker_threads";
     export const handler = async (event, context) => { if (event.calm) return "calm"; ${body} };`,
  );
  const environment = createLambdaEnvironment({ file, memoryMb: 128 });
  const first = await environment.invoke({}, invocation);
  const next = environment.usable ? environment : createLambdaEnvironment({ file, memoryMb: 128 });
  const second = await next.invoke({ calm: true }, { ...invocation, requestId: "request-2" });
  await Promise.all([environment.dispose(), next.dispose()]);
  return { first, second };
}

const wait = "await new Promise((resolve) => setTimeout(resolve, 1_000));";

describe("a Lambda@Edge function that posts its own messages", () => {
  it.each([
    ["null", "null"],
    ["undefined", "undefined"],
    ["text", "'ended'"],
    ["an array", "[{ type: 'ready' }]"],
    ["a message without a type", "{}"],
    ["a message of another type", "{ type: 'other' }"],
    ["a type that is not text", "{ type: { toString: 1 } }"],
    ["a log line that is not text", "{ type: 'log', time: 1, line: 7 }"],
    ["a log line without a time", "{ type: 'log', line: 'a' }"],
    ["a log line of a level that is not text", "{ type: 'log', time: 1, level: {}, line: 'a' }"],
    ["an end without a request", "{ type: 'ended', output: '1' }"],
    ["an end with output that is not JSON", "{ type: 'ended', requestId: context.awsRequestId, output: '{' }"],
    ["an end with output that is not text", "{ type: 'ended', requestId: context.awsRequestId, output: new Map() }"],
  ])("is stopped for %s, and the next event is served", async (_, message) => {
    const { first, second } = await runTwice(`parentPort.postMessage(${message}); ${wait} return "never";`);
    expect(first.error?.name).toBe("Runtime.InvalidMessage");
    expect(first.output).toBeUndefined();
    expect(second.output).toBe("calm");
  });

  it.each([
    ["null", "null", { name: "Error", message: "null" }],
    ["an object of objects", "{ name: {}, message: [] }", { name: "[object]", message: "[object]" }],
    ["text", "'no'", { name: "Error", message: "no" }],
  ])("ends its own event only by an error that is %s", async (_, thrown, error) => {
    const message = `{ type: 'ended', requestId: context.awsRequestId, error: ${thrown} }`;
    const { first, second } = await runTwice(`parentPort.postMessage(${message}); ${wait}`);
    expect(first.error).toEqual(error);
    expect(second.output).toBe("calm");
  });

  it("is not given the event twice when it says that it is ready again", async () => {
    const { first, second } = await runTwice(
      `globalThis.events = (globalThis.events ?? 0) + 1; parentPort.postMessage({ type: "ready" });
       await new Promise((resolve) => setTimeout(resolve, 200)); return globalThis.events;`,
    );
    expect(first.output).toBe(1);
    expect(second.output).toBe("calm");
  });

  it("cannot end another request's event", async () => {
    const { first } = await runTwice(
      `parentPort.postMessage({ type: "ended", requestId: "request-0", output: '"forged"' }); return "own";`,
    );
    expect(first.output).toBe("own");
  });

  it.each(["null", "undefined", "7", "Symbol.iterator.description", "{ name: 7, message: {} }"])(
    "crashes its environment only, by throwing %s outside of the handler",
    async (thrown) => {
      const { first, second } = await runTwice(`setTimeout(() => { throw ${thrown}; }); ${wait}`);
      expect(typeof first.error?.name).toBe("string");
      expect(typeof first.error?.message).toBe("string");
      expect(second.output).toBe("calm");
    },
  );

  it("has at most 10,000 log lines kept of one event", async () => {
    const { first } = await runTwice(`for (let line = 0; line < 30_000; line += 1) console.log(line); return 1;`);
    expect(first.logLines).toHaveLength(10_001);
    expect(first.logs.at(-1)).toContain("more lines omitted");
  });

  it("has a response over Lambda's 6 MB refused", async () => {
    const { first, second } = await runTwice(`return "a".repeat(7 * 1024 * 1024);`);
    expect(first.error?.name).toBe("Function.ResponseSizeTooLarge");
    expect(second.output).toBe("calm");
  });
});
