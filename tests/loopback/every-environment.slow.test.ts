import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceEnvironment } from "#fixtures/reference-site.ts";
import { featheredge, noChanges, plannedChanges } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { referenceProject } from "./projects.ts";

// site.test.ts covers `local`. Terraform's provider mostly waits, so the environments run concurrently.
describe.concurrent.each(["dev", "staging", "prod"])("%s, by its own HCL", (name) => {
  let root: string;
  let loopback: Loopback;

  beforeAll(async () => {
    root = referenceProject();
    loopback = await startProjectLoopback(root);
  });

  afterAll(async () => {
    await loopback.close();
    rmSync(root, { recursive: true });
  });

  const run = (...args: string[]) => featheredge(args, { cwd: root });

  /** @returns the counts in Terraform's last line */
  const apply = async () => {
    const { exitCode, stdout, stderr } = await run("apply", name, "--loopback", "--yes");
    expect(exitCode, stdout + stderr).toBe(0);
    return /Apply complete! Resources: (.*)\./.exec(stdout)?.[1];
  };

  it("is applied, has no changes then, is changed and destroyed", async () => {
    const { account, state, protections } = await referenceEnvironment(name);
    expect(await apply()).toMatch(/^\d+ added, 0 changed, 0 destroyed$/);
    expect(await plannedChanges(root, name)).toEqual([noChanges]);

    const file = join(root, "environments", "site.ts");
    const newRedirect = '{ exact: "/old", to: "/about/" },';
    writeFileSync(file, readFileSync(file, "utf8").replace('{ exact: "/home", to: "/" },', `$& ${newRedirect}`));
    expect(await apply()).toBe("0 added, 1 changed, 0 destroyed");

    if (protections.preventDestroy) {
      const unprotected = await run("destroy", name, "--loopback", "--yes");
      expect(unprotected).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--unprotect") });
    }
    const destroyed = await run("destroy", name, "--loopback", "--yes", "--unprotect");
    expect(destroyed.exitCode, destroyed.stdout + destroyed.stderr).toBe(0);
    expect(await leftBehind(loopback, account)).toEqual(nothing(...(state.type === "s3" ? [state.bucket] : [])));
  }, 900_000);
});

describe("without --yes and without a terminal to ask on", () => {
  it.each([["apply"], ["destroy", "--unprotect"]])(
    "%s changes nothing and asks for --yes",
    async (command, ...options) => {
      const root = referenceProject();
      try {
        expect(await featheredge([command, "prod", "--loopback", ...options], { cwd: root })).toMatchObject({
          exitCode: 1,
          stdout: "",
          stderr: expect.stringContaining("add --yes"),
        });
      } finally {
        rmSync(root, { recursive: true });
      }
    },
  );
});
