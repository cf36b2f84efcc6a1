import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { featheredge } from "../command.ts";
import { leftBehind, nothing } from "../left-behind.ts";
import { startProjectLoopback } from "../project-loopback.ts";
import { account, siteProject } from "./site-project.ts";
import { serve, startUp } from "./up.ts";

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
    expect(idsIn(readFileSync(state, "utf8"))).toEqual(idsIn(before));

    writeFileSync(state, "{");
    rmSync(join(root, ".featheredge", "loopback", "states"), { recursive: true });
    const up = startUp(root);
    await up.prints("Not applied; what was applied before goes on being served.");
    up.process.kill("SIGINT");
    expect((await up.finished).stderr).toMatch(/terraform\.tfstate is damaged: .*destroy/);
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

/** The type and id of each resource in a state. */
function idsIn(state: string): readonly string[] {
  const { resources } = JSON.parse(state) as {
    resources: { type: string; instances: { attributes: { id: string } }[] }[];
  };
  return resources.flatMap(({ type, instances }) => instances.map(({ attributes: { id } }) => `${type} ${id}`));
}
