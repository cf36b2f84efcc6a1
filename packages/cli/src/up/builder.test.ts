import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDiagnosticError } from "@featheredge/diagnostics";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Context, createOutput } from "../context.ts";
import { type Builder, createBuilder } from "./builder.ts";

/**
 * A project's program. It writes down its process id and answers as the files `memory`, `publish-ms`, `mistake` and `crash` say. As a
 * busy machine may make it, it ends later than it is asked to.
 */
const program = `import { appendFileSync, existsSync, readFileSync } from "node:fs";
appendFileSync("started", process.pid + "\\n");
let last = 0;
const answer = ({ id, type }: { id: number; type: string }) => {
  if (type === "build" && existsSync("crash")) process.exit(3);
  const memory = Number(readFileSync("memory", "utf8"));
  const mistake = { rule: "FE-CLI-003", severity: "error", message: "a mistake", fix: "", page: "", reason: "" };
  if (type === "build" && existsSync("mistake")) return { id, warnings: [], errors: [mistake], memory };
  if (type === "publish" && last === 0) return { id, warnings: [], defect: "There is no build to publish.", memory };
  if (type === "build") last = id;
  return { id, number: last, warnings: [], files: {}, memory };
};
process.on("message", (request: { id: number; type: string }) => {
  setTimeout(() => process.send?.(answer(request)), request.type === "publish" ? Number(readFileSync("publish-ms", "utf8")) : 0);
});
const endLater = () => setTimeout(() => process.exit(), 100);
process.once("disconnect", endLater).once("SIGTERM", endLater);
`;

const large = 800 * 1024 * 1024;

let root: string;
let builder: Builder;
let stop: AbortController;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-builder-")));
  mkdirSync(join(root, "stacks", "worker"), { recursive: true });
  mkdirSync(join(root, "node_modules"));
  write("stacks/worker/main.ts", program);
  write("memory", 0);
  write("publish-ms", 300);
  stop = new AbortController();
  const silent = { write: () => true };
  const context: Context = {
    root,
    env: process.env,
    interruption: { stop: stop.signal, kill: new AbortController().signal },
    output: createOutput(silent, silent, (text) => text),
    confirm: undefined,
  };
  builder = createBuilder(context, "local");
});
afterEach(async () => {
  builder.close();
  await vi.waitUntil(() => running().length === 0, { timeout: 30_000 });
  rmSync(root, { recursive: true });
});

const write = (file: string, text: string | number) => writeFileSync(join(root, file), String(text));

const started = () => {
  const file = join(root, "started");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
};
const running = () => started().filter(isRunning);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const killed = async () => {
  const pids = running();
  for (const pid of pids) process.kill(pid, "SIGKILL");
  await vi.waitUntil(() => !pids.some(isRunning));
};

describe("a builder", () => {
  it("replaces a process that has grown, and publishes the new one's build while the old one ends", async () => {
    write("memory", large);
    await builder.build([]);
    const { number } = await builder.build(["a.ts"]);
    expect(await builder.publish()).toBe(number);
    expect(started()).toHaveLength(2);
    await vi.waitUntil(() => running().length === 1);
  });

  it("publishes a build before a later one in another process can replace it", async () => {
    write("memory", large);
    write("publish-ms", 2000);
    const { number } = await builder.build([]);
    const answers: string[] = [];
    const published = builder.publish().then((one) => answers.push(`published ${one}`));
    const built = builder.build(["a.ts"]).then(() => answers.push("built"));
    await Promise.all([published, built]);
    expect(answers).toEqual([`published ${number}`, "built"]);
  });

  it("keeps the last build and one other process while the project has mistakes", async () => {
    write("memory", large);
    const { number } = await builder.build([]);
    write("memory", 0);
    write("mistake", "");
    for (let save = 0; save < 3; save += 1) await expect(builder.build(["a.ts"])).rejects.toSatisfy(isDiagnosticError);
    expect(started()).toHaveLength(2);
    expect(await builder.publish()).toBe(number);
    rmSync(join(root, "mistake"));
    const fixed = await builder.build(["a.ts"]);
    expect(await builder.publish()).toBe(fixed.number);
    await vi.waitUntil(() => running().length === 1);
  });

  it("replaces a process that grows while the project has mistakes", async () => {
    write("memory", large);
    await builder.build([]);
    write("mistake", "");
    for (let save = 0; save < 3; save += 1) await expect(builder.build(["a.ts"])).rejects.toSatisfy(isDiagnosticError);
    await vi.waitUntil(() => running().length === 2);
  });

  it("reports the end of its process as a mistake, and starts it again for the next build", async () => {
    write("crash", "");
    await expect(builder.build([])).rejects.toThrow("ended with status 3");
    await expect(builder.build([])).rejects.toSatisfy(isDiagnosticError);
    rmSync(join(root, "crash"));
    const { number } = await builder.build([]);
    expect(await builder.publish()).toBe(number);
  });

  it("builds again to publish when its process was killed", async () => {
    const { number } = await builder.build([]);
    await killed();
    expect(await builder.publish()).toBeGreaterThan(number);
    expect(started()).toHaveLength(2);
  });

  it("starts no process when the command is stopped", async () => {
    await builder.build([]);
    stop.abort(new Error("stopped"));
    await killed();
    await expect(builder.publish()).rejects.toThrow("stopped");
    expect(started()).toHaveLength(1);
  });
});
