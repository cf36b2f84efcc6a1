import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { featheredge } from "./command.ts";
import { smallProject } from "./projects.ts";

const account = "111111111111";
const key = Buffer.alloc(32, 5).toString("base64");
let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = smallProject();
  loopback = await startLoopback({ directory: join(root, "loopback"), env: process.env });
  await loopback.ensureBucket({ name: `state-${account}`, region: "eu-west-1", account });
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

/** AWS by ambient credentials: here those of the loopback. */
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  featheredge(args, { cwd: root, env: { ...loopback.environment(account), ...env } });

describe("a saved and sealed plan", () => {
  it("is made with the ambient credentials of the environment's account", async () => {
    const { exitCode, stdout, stderr } = await run(["plan", "dev", "--save"], { FEATHEREDGE_PLAN_KEY: key });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("plan.sealed") });
    expect(stdout).toMatch(/\nPlan: 2 to add, 0 to change, 0 to destroy\.\n$/);
    expect(stdout + stderr).not.toContain(key);
  });

  it("is not applied without its key, after it was altered, or to another environment", async () => {
    const file = join(root, ".featheredge/plans/dev/plan.sealed");
    const sealed = readFileSync(file);
    expect(await run(["apply", "dev"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("Set FEATHEREDGE_PLAN_KEY"),
    });
    writeFileSync(file, Buffer.concat([sealed.subarray(0, -1), Buffer.of(sealed.at(-1) === 0 ? 1 : 0)]));
    expect(await run(["apply", "dev"], { FEATHEREDGE_PLAN_KEY: key })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("does not open"),
    });
    writeFileSync(file, sealed);
    expect(await run(["apply", "prod"], { FEATHEREDGE_PLAN_KEY: key })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("There is no saved plan of 'prod'"),
    });
  });

  it("is not applied by another run of GitHub Actions or at another commit", async () => {
    const actions = {
      FEATHEREDGE_PLAN_KEY: key,
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: "0".repeat(40),
      GITHUB_RUN_ID: "7",
    };
    expect(await run(["plan", "dev", "--save"], actions)).toMatchObject({ exitCode: 0 });
    expect(await run(["apply", "dev"], { ...actions, GITHUB_RUN_ID: "8" })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("made by run 7 of GitHub Actions, but is applied by run 8"),
    });
    expect(await run(["apply", "dev"], { ...actions, GITHUB_SHA: "1".repeat(40) })).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("made at commit 000000000000, but is applied at commit 111111111111"),
    });
    expect(await run(["plan", "dev", "--save"], { FEATHEREDGE_PLAN_KEY: key })).toMatchObject({ exitCode: 0 });
  });

  it("is applied once, exactly as planned, even if the sources have changed since", async () => {
    writeFileSync(join(root, "cdktf.out/stacks/bucket-dev/body.txt"), "changed since");
    writeFileSync(join(root, "cdktf.out/stacks/bucket-dev/later.tf"), "this is not even HCL");
    const { exitCode, stdout } = await run(["apply", "dev"], { FEATHEREDGE_PLAN_KEY: key });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");
    expect((await run(["apply", "dev"], { FEATHEREDGE_PLAN_KEY: key })).stderr).toContain("There is no saved plan");
    const [record] = await loopback.findObjects({ account, suffix: "deployments.json" });
    expect(record?.key).toBe("dev/deployments.json");
    expect(JSON.parse(record?.text ?? "").deployments).toMatchObject([
      { status: "applied", stacks: ["bucket-dev"], plan: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it("leaves no changes to plan", async () => {
    const { exitCode, stdout } = await run(["plan", "dev", "--json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      environment: "dev",
      account,
      loopback: false,
      gone: [],
      stacks: [
        {
          name: "bucket-dev",
          plan: "No changes. Your infrastructure matches the configuration.",
          changes: { import: 0, add: 0, change: 0, destroy: 0 },
          functions: [],
        },
      ],
      summary: expect.objectContaining({ version: 1, environment: "dev", removals: [], distributions: [] }),
    });
  });

  it("is rejected before Terraform runs when the state has changed since", async () => {
    const body = join(root, "stacks/main.ts");
    const source = readFileSync(body, "utf8");
    writeFileSync(body, source.replace('"as planned"', '"as changed"'));
    await run(["plan", "dev", "--save"]);
    const plans = join(root, ".featheredge/plans/dev/plan.archive");
    const first = readFileSync(plans);
    expect((await run(["apply", "dev"])).exitCode).toBe(0);
    writeFileSync(body, source);
    await run(["plan", "dev", "--save"]);
    writeFileSync(plans, first);
    expect(await run(["apply", "dev"])).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr: expect.stringMatching(
        /saved plan of bucket-dev is too old: its state had the serial number \d+ then, and/,
      ),
    });
  });

  it("is not planned with another account's credentials", async () => {
    const { exitCode, stdout, stderr } = await run(["plan", "prod"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/belong to account 111111111111, but 'prod' is in account 222222222222\./);
  });
});
