import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { Interrupted } from "./interruption.ts";
import { run } from "./run.ts";

// Real processes and sockets, perhaps on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const options = (stop = new AbortController(), kill = new AbortController()) => ({
  cwd: process.cwd(),
  env: process.env,
  interruption: { stop: stop.signal, kill: kill.signal },
});

const script = (code: string) => ["-e", code];

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("running a program", () => {
  it("gives its exit code and what it printed, as it comes and as a whole", async () => {
    const pieces: string[] = [];
    const finished = await run(process.execPath, script("console.log('é'); console.error('no'); process.exit(3)"), {
      ...options(),
      onStdout: (text) => pieces.push(text),
    });
    expect(finished).toEqual({ exitCode: 3, stdout: "é\n", stderr: "no\n" });
    expect(pieces.join("")).toBe("é\n");
  });

  it("passes no text through a shell", async () => {
    const { stdout } = await run(process.execPath, ["-p", "process.argv[1]", "$(id); `id` && *"], options());
    expect(stdout).toBe("$(id); `id` && *\n");
  });

  it("takes away a variable that is undefined", async () => {
    const env = { ...process.env, GONE: undefined };
    const { stdout } = await run(process.execPath, ["-p", "'GONE' in process.env"], { ...options(), env });
    expect(stdout).toBe("false\n");
  });

  it("lets it tidy up when stopped, and then fails with the reason", async () => {
    const stop = new AbortController();
    const tidy =
      "process.on('SIGINT', () => { console.log('tidied'); process.exit() }); setInterval(() => {}, 1e6); console.log('up')";
    const printed: string[] = [];
    const running = run(process.execPath, script(tidy), {
      ...options(stop),
      onStdout: (text) => {
        printed.push(text);
        if (text.includes("up")) stop.abort(new Interrupted("SIGINT"));
      },
    });
    await expect(running).rejects.toBeInstanceOf(Interrupted);
    expect(printed.join("")).toBe("up\ntidied\n");
  });

  it("kills it, and what it started, when told twice", async () => {
    const [stop, kill] = [new AbortController(), new AbortController()];
    const stubborn = `
      process.on("SIGINT", () => {});
      const child = require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGINT', () => {}); setInterval(() => {}, 1e6)"]);
      setInterval(() => {}, 1e6);
      console.log(child.pid);`;
    let grandchild = 0;
    const told = new AbortController();
    const running = run(process.execPath, script(stubborn), {
      ...options(stop, kill),
      onStdout: (text) => {
        grandchild = Number(text);
        told.abort();
      },
    });
    await once(told.signal, "abort");
    stop.abort(new Interrupted("SIGINT"));
    kill.abort();
    await expect(running).rejects.toBeInstanceOf(Interrupted);
    while (isAlive(grandchild)) await delay(20);
    expect(grandchild).toBeGreaterThan(0);
  });

  it("ends with the process that started it, even when that is killed", async () => {
    const sleeper = "console.log(process.pid); setInterval(() => {}, 1e6)";
    const starter = `
      import { run } from ${JSON.stringify(import.meta.resolve("./run.ts"))};
      const { signal } = new AbortController();
      const interruption = { stop: signal, kill: signal };
      const onStdout = (text) => process.stdout.write(text);
      await run(process.execPath, ["-e", ${JSON.stringify(sleeper)}], { cwd: ".", env: process.env, interruption, onStdout });`;
    const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", starter], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [printed] = await once(parent.stdout, "data");
    parent.kill("SIGKILL");
    while (isAlive(Number(printed))) await delay(20);
    expect(Number(printed)).toBeGreaterThan(0);
  });

  it("leaves the files that it makes to their owner alone where that is asked for", async () => {
    const folder = mkdtempSync(join(tmpdir(), "run-"));
    const write = script("require('fs').writeFileSync('state', '')");
    await run(process.execPath, write, { ...options(), cwd: folder, privateFiles: true });
    expect(statSync(join(folder, "state")).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it("starts nothing once stopped", async () => {
    const stop = new AbortController();
    stop.abort(new Interrupted("SIGINT"));
    expect(() => run("a-program-that-does-not-exist", [], options(stop))).toThrow(Interrupted);
  });
});
