import { rmSync } from "node:fs";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { account, environment, fixtureSite, type Step, writeStep } from "../permissions/fixture-site.ts";
import { noChanges, plannedChanges, succeed } from "./command.ts";
import { leftBehind } from "./left-behind.ts";
import { startProjectLoopback } from "./project-loopback.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

const name = `${environment}-site-greeting-lambda`;
let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = fixtureSite();
  loopback = await startProjectLoopback(root);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

const run = async (...args: string[]) => {
  const { stdout } = await succeed([...args, "--loopback"], { cwd: root });
  return stdout;
};

const apply = (step: Step) => {
  writeStep(root, step);
  return run("apply", environment, "--yes");
};

describe("a Lambda@Edge function that is removed", () => {
  it("is retained, and its role is deleted only after the distribution has stopped using it", async () => {
    await apply("first");
    const printed = await apply("smaller");
    const [detached, destroyed] = [
      printed.indexOf("aws_cloudfront_distribution.site: Modifications complete"),
      printed.indexOf("aws_iam_role.greeting_lambda_role: Destroying"),
    ];
    expect(detached).toBeGreaterThan(0);
    expect(destroyed).toBeGreaterThan(detached);
    expect(await leftBehind(loopback, account)).toMatchObject({ lambdas: [name], roles: [] });
  });

  it("is imported again while it is retained, and has no changes then", async () => {
    expect(await apply("first")).toMatch(/Resources: 1 imported, \d+ added/);
    expect(await plannedChanges(root, environment)).toEqual([noChanges]);
  });

  it("is not deleted while a stack has it, and is deleted by prune once it is retained and its replicas are gone", async () => {
    expect(await run("prune", environment)).toBe(`'${environment}' has no retained functions.\n`);
    await apply("smaller");
    expect(await run("prune", environment, "--wait", "5")).toContain(`Deleted ${name}.\n`);
    expect(await leftBehind(loopback, account)).toMatchObject({ lambdas: [] });
  });
});
