import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const supervisor = fileURLToPath(new URL("supervisor.js", import.meta.url));

/** Starts a process that starts a supervised one, which prints its id and then sleeps. */
const starter = (folder: string) => `
  const { spawn } = require("node:child_process");
  const sleeper = "console.log(process.pid); setTimeout(() => {}, 1e9)";
  const supervised = ["--remove=" + ${JSON.stringify(folder)}, process.execPath, "-e", sleeper];
  spawn(process.execPath, [${JSON.stringify(supervisor)}, ...supervised], { stdio: ["pipe", "inherit", "inherit"], detached: true });
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "supervised="));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
  it.each(["SIGKILL", "SIGTERM"] as const)(
    "ends when %s ends the process that started it, and its folder is removed",
    async (signal) => {
      const parent = spawn(process.execPath, ["-e", starter(folder)], { stdio: ["ignore", "pipe", "inherit"] });
      const [printed] = await once(parent.stdout, "data");
      parent.kill(signal);
      expect(await ended(Number(printed))).toBe(true);
      await vi.waitFor(() => expect(existsSync(folder)).toBe(false), 10_000);
    },
  );

  it("passes on its exit code", async () => {
    const child = spawn(process.execPath, [supervisor, process.execPath, "-e", "process.exit(7)"]);
    expect(await once(child, "exit")).toEqual([7, null]);
  });
});
