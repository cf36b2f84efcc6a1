import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { featheredge, noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind } from "./left-behind.ts";
import { startProjectLoopback } from "./project-loopback.ts";
import { smallProject } from "./projects.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

const account = "111111111111";
const stateBucket = `state-${account}`;
let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = smallProject();
  loopback = await startProjectLoopback(root);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(join(root, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, file), text.replaceAll(from, to));
};

const run = async (...args: string[]) => {
  return await succeed(args, { cwd: root });
};

const buckets = async () => (await leftBehind(loopback, account)).buckets;

describe("a renamed stack on the loopback", () => {
  it("is destroyed under its old name before it is created under the new one", async () => {
    await run("apply", "dev", "--loopback", "--yes");
    // The S3 bucket keeps its name, so it can't be created before the old stack is destroyed.
    edit("stacks/main.ts", "bucket-", "store-");
    const { stdout, stderr } = await run("apply", "dev", "--loopback", "--yes");
    expect(stderr).toContain("bucket-dev: its configuration is gone, so it is destroyed.");
    expect(stdout).toMatch(/2 destroyed\.[\s\S]*Resources: 2 added/);
    expect(await run("apply", "dev", "--loopback", "--yes")).toMatchObject({
      stderr: expect.not.stringContaining("bucket-dev"),
    });
  });

  it("is found by its state when its folder is also gone", async () => {
    rmSync(join(root, "cdktf.out"), { recursive: true });
    edit("stacks/main.ts", "store-", "shop-");
    edit("stacks/main.ts", "it-", "other-");
    const { stdout } = await run("apply", "dev", "--loopback", "--yes");
    expect(stdout).toMatch(/2 destroyed\.[\s\S]*Resources: 2 added/);
    expect([...(await buckets())].sort()).toEqual(["other-111111111111", stateBucket]);
  });

  it("is removed by destroy, which leaves nothing", async () => {
    edit("stacks/main.ts", "shop-", "last-");
    const { stderr } = await run("destroy", "dev", "--loopback", "--yes");
    expect(stderr).toContain("shop-dev: its configuration is gone, so it is destroyed.");
    expect(await buckets()).toEqual([stateBucket]);
  });
});

describe("a renamed state bucket", () => {
  it("is rejected while the state is in the old one, with the command that moves it", async () => {
    await run("apply", "dev", "--loopback", "--yes");
    edit("environments/index.ts", '"state-"', '"moved-"');
    const { exitCode, stderr } = await featheredge(["apply", "dev", "--loopback", "--yes"], { cwd: root });
    expect(exitCode).toBe(1);
    const [, command = ""] = /or move the state: featheredge (.*)$/m.exec(stderr) ?? [];
    expect(command).toContain("s3://state-111111111111/last-dev/terraform.tfstate s3://moved-111111111111/");
    await run(...command.split(" "));
    expect(await plannedChanges(root, "dev")).toEqual([noChanges]);
  });
});
