import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLambdaEnvironment } from "./execution-environment.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "featheredge-lambda-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** An environment of the handler with this body. An event of `{ calm: true }` is answered without it. */
async function environmentOf(body: string, folder = "") {
  const file = path.join(directory, folder, "index.mjs");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    `import fs from "node:fs";
     import { execFileSync } from "node:child_process";
     export const handler = async (event) => { if (event.calm) return "calm"; ${body} };`,
  );
  return createLambdaEnvironment({ file, memoryMb: 128 });
}

async function invoke(environment: ReturnType<typeof createLambdaEnvironment>, event: unknown = {}) {
  return environment.invoke(event, { requestId: "request", timeoutMs: 5_000 });
}

/** The outcome of the body, and of the next event in an environment that is usable. */
async function runTwice(body: string) {
  const environment = await environmentOf(body);
  const first = await invoke(environment);
  const next = environment.usable ? environment : await environmentOf(body);
  const second = await invoke(next, { calm: true });
  await Promise.all([environment.dispose(), next.dispose()]);
  return { first, second };
}

/** A body that writes an expression's text to a descriptor, some times over, and then waits. */
const writeTo = (descriptor: number, text: string, times: number) =>
  `const bytes = Buffer.from((${text}).repeat(${times}));
   for (let sent = 0; sent < bytes.length; ) {
     try { sent += fs.writeSync(${descriptor}, bytes, sent); }
     catch (error) { if (error.code !== "EAGAIN") throw error; await new Promise((resolve) => setTimeout(resolve, 1)); }
   }
   await new Promise((resolve) => setTimeout(resolve, 3_000));`;

describe("the process of a Lambda@Edge function", () => {
  it("has no variable of the environment that started it", async () => {
    process.env.FEATHEREDGE_TEST_VARIABLE = "of the host";
    const { first } = await runTwice(
      `return [
         JSON.stringify(process.env),
         fs.existsSync("/proc/self/environ") ? fs.readFileSync("/proc/self/environ", "utf8") : "",
         execFileSync("env", { encoding: "utf8" }),
       ].join();`,
    );
    delete process.env.FEATHEREDGE_TEST_VARIABLE;
    expect(first.error).toBeUndefined();
    expect(first.output).toContain("AWS_LAMBDA_FUNCTION_NAME");
    expect(first.output).not.toContain("of the host");
    expect(first.output).not.toContain("FEATHEREDGE_TEST_VARIABLE");
  });

  it("has no file open that this process has", async () => {
    const kept = await open(path.join(directory, "kept.txt"), "w");
    const { first } = await runTwice(
      `return fs.readdirSync("/dev/fd").map((fd) => {
         try {
           const { dev, ino } = fs.fstatSync(Number(fd));
           return dev + ":" + ino;
         } catch {
           return "";
         }
       });`,
    );
    const { dev, ino } = await kept.stat();
    await kept.close();
    expect(first.error).toBeUndefined();
    expect(first.output).not.toHaveLength(0);
    expect(first.output).not.toContain(`${dev}:${ino}`);
  });

  it("can close every file that it has open, without harm to this process", async () => {
    const kept = await open(path.join(directory, "kept.txt"), "w");
    const { second } = await runTwice(
      `for (let fd = 0; fd < 256; fd += 1) try { fs.closeSync(fd); } catch {}
       await new Promise((resolve) => setTimeout(resolve, 100)); return "closed";`,
    );
    await kept.write("still open");
    await kept.close();
    expect(second.output).toBe("calm");
  });

  it("fails the events of its other environments when it is killed, of no other function, and serves the next ones", async () => {
    const body = `if (event.wait) { await new Promise((resolve) => setTimeout(resolve, 1_000)); return "waited"; }
      execFileSync("kill", ["-9", String(process.pid)]);`;
    const [one, two, other] = [
      await environmentOf(body),
      await environmentOf(body),
      await environmentOf(body, "other"),
    ];
    const results = await Promise.all([invoke(one), invoke(two, { wait: true }), invoke(other, { wait: true })]);
    const next = await environmentOf(body);
    results.push(await invoke(next, { calm: true }));
    await Promise.all([one, two, other, next].map((environment) => environment.dispose()));
    expect(results.map(({ error, output }) => error?.name ?? output)).toEqual([
      "Runtime.ExitError",
      "Runtime.ExitError",
      "waited",
      "calm",
    ]);
    expect(results[0]?.error?.message).toBe("The function ended its process: SIGKILL");
  });

  it.each([
    ["text that is not JSON", `"no\\n"`],
    ["an empty line", `"\\n"`],
    ["null", `"null\\n"`],
    ["a thread that does not exist", `'{"id":99,"message":{}}\\n'`],
    ["a thread without a number", `'{"id":"__proto__","message":{}}\\n'`],
    ["a message of no type", `'{"id":1,"message":{}}\\n'`],
    ["a line without an end", `"a".repeat(1024 * 1024)`, 20],
  ])("that sends %s is stopped, and the next event is served", async (_, text, times = 1) => {
    const { first, second } = await runTwice(writeTo(3, text, times));
    expect(first.error?.name).toBe("Runtime.InvalidMessage");
    expect(second.output).toBe("calm");
  });

  it.each([
    ["text that is not JSON", `"no\\n"`],
    ["an empty line", `"\\n"`],
    ["a message of no type", `'{"type":"other"}\\n'`],
    ["a line without an end", `"a".repeat(1024 * 1024)`, 20],
  ])("is stopped when the function writes %s to the pipe of its thread", async (_, text, times = 1) => {
    const { first, second } = await runTwice(writeTo(4, text, times));
    expect(first.error?.name).toBe("Runtime.InvalidMessage");
    expect(second.output).toBe("calm");
  });

  it("loses its environment when the function closes the pipe of its thread", async () => {
    const { first, second } = await runTwice(
      `fs.closeSync(4); await new Promise((resolve) => setTimeout(resolve, 3_000)); return "never";`,
    );
    expect(first.error).toBeDefined();
    expect(second.output).toBe("calm");
  });

  it("reads everything that a thread wrote before it ended", async () => {
    const environment = await environmentOf(
      `for (let line = 0; line < 2_000; line += 1) console.log("x".repeat(400)); process.exit(3);`,
    );
    const { error, logs } = await invoke(environment);
    await environment.dispose();
    expect(error?.message).toBe("The function ended its process: exit status 3");
    expect(logs).toHaveLength(2_000);
  });

  it("starts another process for the ninth environment", async () => {
    const environments = await Promise.all(Array.from({ length: 9 }, () => environmentOf("return process.pid;")));
    const results = await Promise.all(environments.map((environment) => invoke(environment)));
    await Promise.all(environments.map((environment) => environment.dispose()));
    // They are created in any order, as their files are written.
    const counts = new Map<unknown, number>();
    for (const { output } of results) counts.set(output, (counts.get(output) ?? 0) + 1);
    expect([...counts.values()].toSorted()).toEqual([1, 8]);
  });

  it("is one for environments that follow each other", async () => {
    const first = await environmentOf("return process.ppid + ' ' + process.pid;");
    const { output } = await invoke(first);
    await first.dispose();
    const second = createLambdaEnvironment({ file: path.join(directory, "index.mjs"), memoryMb: 128 });
    expect((await invoke(second)).output).toBe(output);
    expect(output).toMatch(`${process.pid} `);
    await second.dispose();
  });

  it("ends soon after its last environment", async () => {
    const environment = await environmentOf("return process.pid;");
    const { output: pid } = await invoke(environment);
    expect(() => process.kill(pid as number, 0)).not.toThrow();
    await environment.dispose();
    await expect.poll(() => isRunning(pid as number), { timeout: 10_000 }).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
