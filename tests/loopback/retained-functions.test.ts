import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { environment, fixtureSite, type Step, writeStep } from "../permissions/fixture-site.ts";
import { featheredge } from "./command.ts";
import { leftBehind } from "./left-behind.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

const name = `${environment}-site-greeting-lambda`;
let root: string;

beforeAll(() => {
  root = fixtureSite();
});

afterAll(() => rmSync(root, { recursive: true }));

const run = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await featheredge([...args, "--loopback"], { cwd: root });
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout;
};

const apply = (step: Step) => {
  writeStep(root, step);
  return run("apply", environment, "--yes");
};

const left = async () => (await leftBehind(root, environment)) as { lambdas: string[]; roles: string[] };

describe("a Lambda@Edge function that is removed", () => {
  it("is retained, and its role goes only after the distribution has stopped using it", async () => {
    await apply("first");
    const printed = await apply("smaller");
    const [taken, destroyed] = [
      printed.indexOf("aws_cloudfront_distribution.site: Modifications complete"),
      printed.indexOf("aws_iam_role.greeting_lambda_role: Destroying"),
    ];
    expect(taken).toBeGreaterThan(0);
    expect(destroyed).toBeGreaterThan(taken);
    expect(await left()).toMatchObject({ lambdas: [name], roles: [] });
  });

  it("comes back by import while it is retained, and its state has nothing more to change", async () => {
    expect(await apply("first")).toMatch(/Resources: 1 imported, \d+ added/);
    expect(await run("plan", environment)).toContain("No changes.");
  });

  it("is not deleted while a stack has it, and is deleted by prune once it is retained and its replicas are gone", async () => {
    expect(await run("prune", environment)).toBe(`'${environment}' has no retained functions.\n`);
    await apply("smaller");
    expect(await run("prune", environment, "--wait", "5")).toContain(`Deleted ${name}.\n`);
    expect(await left()).toMatchObject({ lambdas: [] });
  });
});
