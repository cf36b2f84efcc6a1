import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { descendantsOf } from "../processes.ts";
import { siteProject } from "./site-project.ts";
import { startUp } from "./up.ts";

/** Waits for a descendant of a process that runs a command of Terraform. @returns its process id */
async function terraformOf(pid: number, command: string): Promise<number> {
  for (;;) {
    const pids = await descendantsOf(pid);
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,args="], { maxBuffer: 1 << 26 });
    const match = stdout
      .split("\n")
      .map((line) => /^\s*(\d+)\s+\S*terraform -chdir=\S+ (\w+)/.exec(line))
      .find((process) => pids.includes(Number(process?.[1])) && process?.[2] === command);
    if (match) return Number(match[1]);
    await delay(10);
  }
}

// Local state needs no such test: the kernel frees its lock when the process ends.
it("frees the lock in S3 of a Terraform that is killed while the loopback keeps running", async () => {
  const root = siteProject("s3");
  const page = join(root, "stacks", "page.txt");
  const up = startUp(root);
  try {
    await up.prints("Each request's way");
    for (const command of ["plan", "apply"]) {
      const edit = (text: string) => {
        writeFileSync(join(root, "page.txt"), text);
        // `up` watches the project's folders, and `stacks` is one of them.
        writeFileSync(page, text);
      };
      edit(`killed at its ${command}`);
      const terraform = await terraformOf(up.process.pid ?? 0, command);
      // By now it has the lock of the state, or is about to get it.
      await delay(command === "plan" ? 1500 : 300);
      process.kill(terraform, "SIGKILL");
      await up.prints("Not applied");
      const before = up.printed().length;
      edit(`after its ${command}`);
      await up.prints("Applied; serving what was changed.", before);
      expect(up.printed().slice(before)).not.toMatch(/state lock/i);
    }
  } finally {
    up.process.kill("SIGINT");
    await up.finished;
    rmSync(root, { recursive: true });
  }
}, 600_000);
