import { execFile } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { descendantsOf } from "../processes.ts";
import { siteProject } from "./site-project.ts";
import { startUp } from "./up.ts";

/** The process of Terraform below another that runs a command, once there is one. */
async function terraformOf(pid: number, command: string): Promise<number> {
  for (;;) {
    const pids = await descendantsOf(pid);
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,args="], { maxBuffer: 1 << 26 });
    const found = stdout
      .split("\n")
      .map((line) => /^\s*(\d+)\s+\S*terraform -chdir=\S+ (\w+)/.exec(line))
      .find((match) => pids.includes(Number(match?.[1])) && match?.[2] === command);
    if (found) return Number(found[1]);
    await delay(10);
  }
}

/** The lock of a local state is the kernel's, which frees it by itself. */
it("frees the lock of a Terraform in S3 that is killed while the loopback lives on", async () => {
  const root = siteProject("s3");
  const page = join(root, "stacks", "page.txt");
  const up = startUp(root);
  try {
    await up.prints("Each request's way");
    for (const command of ["plan", "apply"]) {
      const edit = (text: string) => {
        writeFileSync(join(root, "page.txt"), text);
        // `up` follows what is edited in the project's rooms.
        writeFileSync(page, text);
      };
      edit(`killed at its ${command}`);
      const terraform = await terraformOf(up.process.pid ?? 0, command);
      // It holds the lock of the state by now, or is about to get it.
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
