import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { featheredge } from "../command.ts";
import { leftBehind, nothing } from "../left-behind.ts";
import { startProjectLoopback } from "../project-loopback.ts";
import { account, siteProject } from "./site-project.ts";
import { serve } from "./up.ts";

it("serves again when its local state is truncated, and destroys its resources when no state is left", async () => {
  const root = siteProject("local");
  try {
    await serve(root, "first");
    const state = join(root, "cdktf.out", "stacks", "site-local", "terraform.tfstate");
    const before = readFileSync(state, "utf8");
    truncateSync(state, 100);
    expect(await serve(root, "first")).toContain("terraform.tfstate was damaged");
    // The site is the same: no resource was created again.
    expect(JSON.parse(readFileSync(state, "utf8"))).toMatchObject({ lineage: JSON.parse(before).lineage });
    expect(readFileSync(state, "utf8")).toBe(before);

    writeFileSync(state, "{");
    rmSync(join(root, ".featheredge", "loopback", "states"), { recursive: true });
    const failedUp = await featheredge(["up", "--http-port", "0", "--https-port", "0"], { cwd: root });
    expect(failedUp).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/terraform\.tfstate is damaged: .*destroy/),
    });
    const loopback = await startProjectLoopback(root);
    try {
      const destroyed = await featheredge(["destroy", "local", "--loopback", "--yes"], { cwd: root });
      expect(destroyed, destroyed.stderr).toMatchObject({ exitCode: 0 });
      expect(await leftBehind(loopback, account)).toEqual(nothing());
    } finally {
      await loopback.close();
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}, 600_000);
