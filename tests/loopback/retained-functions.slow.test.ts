import { rmSync } from "node:fs";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { account, environment, fixtureSite, type Step, writeStep } from "../permissions/fixture-site.ts";
import { awsTools } from "./aws-tools.ts";
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

  it("is published by the next apply where one died after it was updated and before a version was made", async () => {
    const unpublish = `
import boto3, sys
client = boto3.client("lambda", region_name="us-east-1")
size = client.get_function_configuration(FunctionName=sys.argv[1])["MemorySize"]
client.update_function_configuration(FunctionName=sys.argv[1], MemorySize=size * 2)
client.publish_version(FunctionName=sys.argv[1])
client.update_function_configuration(FunctionName=sys.argv[1], MemorySize=size)
print(size)
`;
    const { python, cli } = awsTools(loopback);
    const size = await python(unpublish, name);
    const memoryAtTheEdge = async () => {
      const { DistributionList: list } = await cli("cloudfront", "list-distributions");
      const [arn] = JSON.stringify(list).match(/arn:aws:lambda:[\w:-]+:\d+/) ?? [];
      return (await cli("lambda", "get-function-configuration", "--region", "us-east-1", "--function-name", `${arn}`))
        .MemorySize;
    };
    expect(await memoryAtTheEdge()).toBe(size);
    expect(await apply("first")).toContain("aws_cloudfront_distribution.site: Modifications complete");
    expect(await memoryAtTheEdge()).toBe(size);
    expect(await plannedChanges(root, environment)).toEqual([noChanges]);
    const { Versions: versions } = await cli(
      ...["lambda", "list-versions-by-function", "--region", "us-east-1", "--function-name", name],
    );
    expect(versions.at(-1)).toMatchObject({ MemorySize: size });
  });

  it("is not deleted while a stack has it, and is deleted by prune once it is retained and its replicas are gone", async () => {
    expect(await run("prune", environment)).toBe(`'${environment}' has no retained functions.\n`);
    await apply("smaller");
    expect(await run("prune", environment, "--wait", "5")).toContain(`Deleted ${name}.\n`);
    expect(await leftBehind(loopback, account)).toMatchObject({ lambdas: [] });
  });
});
