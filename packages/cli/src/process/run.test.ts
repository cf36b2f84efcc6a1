import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Interrupted } from "./interruption.ts";
import { run } from "./run.ts";

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

describe("run", () => {
  it("returns the exit code and all output, and passes output on as it is printed", async () => {
    const pieces: string[] = [];
    const finished = await run(process.execPath, script("console.log('é'); console.error('no'); process.exit(3)"), {
      ...options(),
      onStdout: (text) => pieces.push(text),
    });
    expect(finished).toEqual({ exitCode: 3, stdout: "é\n", stderr: "no\n" });
    expect(pieces.join("")).toBe("é\n");
  });

  it("passes arguments without a shell", async () => {
    const { stdout } = await run(process.execPath, ["-p", "process.argv[1]", "$(id); `id` && *"], options());
    expect(stdout).toBe("$(id); `id` && *\n");
  });

  it("removes a variable that is undefined", async () => {
    const env = { ...process.env, GONE: undefined };
    const { stdout } = await run(process.execPath, ["-p", "'GONE' in process.env"], { ...options(), env });
    expect(stdout).toBe("false\n");
  });

  it("lets the program clean up when it is stopped, then rejects with the reason", async () => {
    const stop = new AbortController();
    const cleanUp =
      "process.on('SIGINT', () => { console.log('cleaned up'); process.exit() }); setInterval(() => {}, 1e6); console.log('up')";
    const printed: string[] = [];
    const running = run(process.execPath, script(cleanUp), {
      ...options(stop),
      onStdout: (text) => {
        printed.push(text);
        if (text.includes("up")) stop.abort(new Interrupted("SIGINT"));
      },
    });
    await expect(running).rejects.toBeInstanceOf(Interrupted);
    expect(printed.join("")).toBe("up\ncleaned up\n");
  });

  it("kills the program and its children on the second signal", async () => {
    const [stop, kill] = [new AbortController(), new AbortController()];
    const stubborn = `
      process.on("SIGINT", () => {});
      const child = require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGINT', () => {}); setInterval(() => {}, 1e6)"]);
      setInterval(() => {}, 1e6);
      console.log(child.pid);`;
    let grandchild = 0;
    const started = new AbortController();
    const running = run(process.execPath, script(stubborn), {
      ...options(stop, kill),
      onStdout: (text) => {
        grandchild = Number(text);
        started.abort();
      },
    });
    await once(started.signal, "abort");
    stop.abort(new Interrupted("SIGINT"));
    kill.abort();
    await expect(running).rejects.toBeInstanceOf(Interrupted);
    while (isAlive(grandchild)) await delay(20);
    expect(grandchild).toBeGreaterThan(0);
  });

  it("ends the program when the process that started it is killed", async () => {
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

  it("creates files that only their owner can read, with privateFiles", async () => {
    const folder = mkdtempSync(join(tmpdir(), "run-"));
    const write = script("require('fs').writeFileSync('state', '')");
    await run(process.execPath, write, { ...options(), cwd: folder, privateFiles: true });
    expect(statSync(join(folder, "state")).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it("starts no program after a stop", async () => {
    const stop = new AbortController();
    stop.abort(new Interrupted("SIGINT"));
    expect(() => run("a-program-that-does-not-exist", [], options(stop))).toThrow(Interrupted);
  });
});
