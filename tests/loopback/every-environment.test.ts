import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEnvironment } from "#environments";
import { featheredge } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { copyOfThisProject } from "./projects.ts";

// `local` is held by site.test.ts. Terraform's provider mostly waits, so they go side by side.
describe.concurrent.each(["dev", "staging", "prod"])("%s, by its own HCL", (name) => {
  let root: string;

  beforeAll(() => {
    root = copyOfThisProject();
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  const run = (...args: string[]) => featheredge(args, { cwd: root });

  const apply = async () => {
    const { exitCode, stdout, stderr } = await run("apply", name, "--loopback", "--yes");
    expect(exitCode, stdout + stderr).toBe(0);
  };

  /** What a plan comes to: how much it would add, change and destroy. */
  const plan = async () => {
    const { stdout, stderr } = await run("plan", name, "--loopback", "--json");
    expect(stdout, stderr).not.toBe("");
    return JSON.parse(stdout).stacks.map(({ changes }: { changes: object }) => changes);
  };

  const none = [{ import: 0, add: 0, change: 0, destroy: 0 }];

  it("is applied, changed and destroyed, with nothing to change in between", async () => {
    const { state, protections } = await loadEnvironment(name);
    await apply();
    expect(await plan()).toEqual(none);

    const file = join(root, "environments", "site.ts");
    const moved = '{ exact: "/old", to: "/about/" },';
    writeFileSync(file, readFileSync(file, "utf8").replace('{ exact: "/home", to: "/" },', `$& ${moved}`));
    expect(await plan()).toEqual([{ import: 0, add: 0, change: 1, destroy: 0 }]);
    await apply();
    expect(await plan()).toEqual(none);

    if (protections.preventDestroy) {
      const refused = await run("destroy", name, "--loopback", "--yes");
      expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--unprotect") });
    }
    const { exitCode, stdout, stderr } = await run("destroy", name, "--loopback", "--yes", "--unprotect");
    expect(exitCode, stdout + stderr).toBe(0);
    expect(await leftBehind(root, name)).toEqual(nothing(...(state.type === "s3" ? [state.bucket] : [])));
  }, 900_000);

  it("is neither applied nor destroyed unasked", async () => {
    const answer = { exitCode: 1, stdout: "", stderr: expect.stringContaining("add --yes") };
    expect(await run("apply", name, "--loopback")).toMatchObject(answer);
    expect(await run("destroy", name, "--loopback", "--unprotect")).toMatchObject(answer);
  });
});
