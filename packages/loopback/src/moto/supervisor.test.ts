import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";

// Real processes and sockets, perhaps on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const supervisor = fileURLToPath(new URL("supervisor.js", import.meta.url));

/** A process that starts a supervised one, which prints its own id and then sleeps. */
const starter = `
  const { spawn } = require("node:child_process");
  const sleeper = "console.log(process.pid); setTimeout(() => {}, 1e9)";
  spawn(process.execPath, [${JSON.stringify(supervisor)}, process.execPath, "-e", sleeper], { stdio: ["pipe", "inherit", "inherit"], detached: true });
`;

async function ended(id: number): Promise<boolean> {
  for (;;) {
    try {
      process.kill(id, 0);
    } catch {
      return true;
    }
    await delay(20);
  }
}

describe("a supervised process", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)("ends when %s ends the one that started it", async (signal) => {
    const parent = spawn(process.execPath, ["-e", starter], { stdio: ["ignore", "pipe", "inherit"] });
    const [printed] = await once(parent.stdout, "data");
    parent.kill(signal);
    expect(await ended(Number(printed))).toBe(true);
  });

  it("passes its exit code on", async () => {
    const child = spawn(process.execPath, [supervisor, process.execPath, "-e", "process.exit(7)"]);
    expect(await once(child, "exit")).toEqual([7, null]);
  });
});
