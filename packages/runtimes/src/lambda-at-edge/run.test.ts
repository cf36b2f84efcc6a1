import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LambdaAtEdgeOptions, runLambdaAtEdge } from "../index.ts";

let directory: string;
let count = 0;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "featheredge-lambda-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function bundle(code: string, extension = "mjs"): Promise<string> {
  count += 1;
  const file = path.join(directory, `function-${count}.${extension}`);
  await writeFile(file, code);
  return file;
}
async function run(body: string, event: unknown = {}, options: Partial<LambdaAtEdgeOptions> = {}) {
  const file = await bundle(`export const handler = ${body};`);
  return runLambdaAtEdge(file, event, { event: "viewer-request", ...options });
}

describe("runLambdaAtEdge", () => {
  it("gives the handler the event and returns what it returns", async () => {
    const result = await run("async (event) => ({ seen: event.a })", { a: [1] });
    expect(result).toMatchObject({ output: { seen: [1] }, logs: [] });
  });

  it("runs CommonJS bundles, other export names, and directories", async () => {
    const file = await bundle("exports.other = async () => 'common';", "cjs");
    expect((await runLambdaAtEdge(file, {}, { event: "viewer-request", handler: "other" })).output).toBe("common");
    await writeFile(path.join(directory, "index.mjs"), "export const handler = async () => 'directory';");
    expect((await runLambdaAtEdge(directory, {}, { event: "viewer-request" })).output).toBe("directory");
  });

  it("takes index.js for CommonJS, whatever the project says that it lies in", async () => {
    const inner = path.join(directory, "project", "function");
    await mkdir(inner, { recursive: true });
    await writeFile(path.join(directory, "project", "package.json"), '{ "type": "module" }');
    await writeFile(path.join(inner, "index.js"), "exports.handler = async () => require('./other').value;");
    await writeFile(path.join(inner, "other.js"), "exports.value = 'common';");
    expect((await runLambdaAtEdge(inner, {}, { event: "viewer-request" })).output).toBe("common");
    await writeFile(path.join(inner, "package.json"), '{ "type": "module" }');
    await writeFile(path.join(inner, "index.js"), "export const handler = async () => 'module';");
    expect((await runLambdaAtEdge(inner, {}, { event: "viewer-request" })).output).toBe("module");
  });

  it("finds the handler in the module that it names", async () => {
    await mkdir(path.join(directory, "src"), { recursive: true });
    await writeFile(path.join(directory, "src", "app.cjs"), "exports.main = async () => 'named';");
    const options = { event: "viewer-request", handler: "src/app.main" } as const;
    expect((await runLambdaAtEdge(directory, {}, options)).output).toBe("named");
  });

  it("takes a callback where the handler asks for one", async () => {
    expect((await run("(event, context, done) => { setTimeout(() => done(null, 1), 1); }")).output).toBe(1);
    expect((await run("(event, context, done) => { done(new TypeError('no')); }")).error).toMatchObject({
      name: "TypeError",
      message: "no",
    });
  });

  it("collects what the function logs, however it writes", async () => {
    const { logs } = await run(
      "async () => { console.log('a', { b: 1 }); console.error('c'); process.stdout.write('d\\n'); }",
    );
    expect(logs).toEqual(["a { b: 1 }", "c", "d"]);
  });

  it("reports the lines of the function's module where an error was made", async () => {
    const inner = path.join(directory, "stack");
    await mkdir(inner, { recursive: true });
    const stackOf = async (code: string) => {
      await writeFile(path.join(inner, "index.js"), code);
      return (await runLambdaAtEdge(inner, {}, { event: "viewer-request" })).error?.stack?.split("\n");
    };
    const thrown = "const fail = () => {\n  throw new RangeError('a\\n at b');\n};\n";
    expect(await stackOf(`${thrown}exports.handler = async () => fail();`)).toEqual([
      "at fail (index.js:2:9)",
      "at exports.handler (index.js:4:31)",
    ]);
    expect(await stackOf(`${thrown}fail();`)).toEqual([
      "at fail (index.js:2:9)",
      "at Object.<anonymous> (index.js:4:1)",
    ]);
    expect(await stackOf("exports.handler = async () => { throw 'text'; };")).toBeUndefined();
    const later = "exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('c'); }, 1));";
    expect(await stackOf(later)).toEqual([expect.stringMatching(/^at Timeout\._onTimeout \(index\.js:1:\d+\)$/)]);
  });

  it("reports where each line was logged, except for lines without a call of console", async () => {
    const code = "() => { const note = (text) => console.warn(text);\n note('a'); process.stdout.write('b\\n'); }";
    const { logs, logPositions } = await run(code);
    expect(logs).toEqual(["a", "b"]);
    expect(logPositions).toEqual([expect.stringMatching(/^1:\d+ 2:\d+$/), ""]);
    expect(await run("() => 1")).not.toHaveProperty("logPositions");
  });

  it("reports errors thrown, rejected, thrown later and left unhandled", async () => {
    expect((await run("() => { throw new RangeError('a'); }")).error).toMatchObject({
      name: "RangeError",
      message: "a",
    });
    expect((await run("async () => { throw new RangeError('b'); }")).error?.message).toBe("b");
    const later = "() => new Promise(() => { setTimeout(() => { throw new RangeError('c'); }, 1); })";
    expect((await run(later)).error?.message).toBe("c");
    const unhandled = "() => new Promise(() => { Promise.reject(new RangeError('d')); })";
    expect((await run(unhandled)).error?.message).toBe("d");
  });

  it("reports a function that can't be loaded or found", async () => {
    expect(
      (await runLambdaAtEdge(await bundle("export const a = 1;"), {}, { event: "viewer-request" })).error,
    ).toMatchObject({
      name: "Runtime.HandlerNotFound",
    });
    const broken = await bundle("throw new TypeError('at load');");
    expect((await runLambdaAtEdge(broken, {}, { event: "viewer-request" })).error?.message).toBe("at load");
    const missing = path.join(directory, "missing.mjs");
    expect((await runLambdaAtEdge(missing, {}, { event: "viewer-request" })).error?.message).toContain("missing.mjs");
  });

  it.each([
    ["waits", "() => new Promise((resolve) => setTimeout(resolve, 60_000))"],
    ["loops", "() => { for (;;) {} }"],
  ])("stops a function that %s past its time, and keeps its logs", async (_, body) => {
    const file = await bundle(`console.log('loaded'); export const handler = ${body};`);
    const { error, logs } = await runLambdaAtEdge(file, {}, { event: "viewer-request", timeoutMs: 200 });
    expect(error).toEqual({ name: "Sandbox.Timedout", message: "Task timed out after 0.20 seconds" });
    expect(logs).toEqual(["loaded"]);
  });

  it("stops a function that takes too much memory", async () => {
    const { error } = await run(
      "() => { const a = []; for (;;) a.push(new Array(1000).fill(a.length)); }",
      {},
      { memoryMb: 32 },
    );
    expect(error?.name).toBe("Runtime.OutOfMemory");
  });

  it.each([
    ["kills its own process", "process.kill(process.pid)", 143],
    ["kills it by a number", "process.kill(process.pid, 9)", 137],
    ["kills its group", "process.kill(0, 'SIGKILL')", 137],
    ["kills all that it may", "process.kill(-1, 'SIGKILL')", 137],
    ["kills it by an import", "(await import('node:process')).kill(process.pid, 'SIGKILL')", 137],
    ["aborts", "process.abort()", 134],
  ])("ends a function that %s, and not the process around it", async (_, statement, status) => {
    expect((await run(`async () => { ${statement}; return 1; }`)).error).toEqual({
      name: "Runtime.ExitError",
      message: `The function ended its process: exit status ${status}`,
    });
  });

  it("lets a function ask whether a process runs, and signal no other by mistake", async () => {
    expect((await run("() => process.kill(process.pid, 0)")).output).toBe(true);
    expect((await run("() => process.kill(process.pid, 'SIGNONE')")).error?.message).toContain("SIGNONE");
  });

  it("survives process.exit", async () => {
    expect((await run("() => { process.exit(3); }")).error).toEqual({
      name: "Runtime.ExitError",
      message: "The function ended its process: exit status 3",
    });
  });

  it("passes on no variable of this process but those of Lambda and those given", async () => {
    process.env.FEATHEREDGE_TEST_SECRET = "secret";
    const { output } = await run("async () => process.env", {}, { env: { AWS_SESSION_TOKEN: "t" }, functionName: "f" });
    delete process.env.FEATHEREDGE_TEST_SECRET;
    expect(output).toMatchObject({ AWS_REGION: "us-east-1", AWS_LAMBDA_FUNCTION_NAME: "f", AWS_SESSION_TOKEN: "t" });
    expect(Object.keys(output as object).filter((name) => !/^(AWS|LAMBDA|LANG|TZ)/.test(name))).toEqual([]);
  });

  it("gives the handler its identity and the time that is left", async () => {
    const { output } = await run(
      "async (event, context) => [context.functionName, context.getRemainingTimeInMillis() <= 5000]",
    );
    expect(output).toEqual(["function", true]);
  });

  it("has no output when the handler returns nothing", async () => {
    expect(await run("async () => {}")).not.toHaveProperty("output");
  });
});
