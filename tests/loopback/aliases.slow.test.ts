import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { succeed } from "./command.ts";
import { projectWith } from "./own-project.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const account = "111111111111";
const bucket = `state-${account}`;
let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = projectWith({ handlers: {} });
  loopback = await startLoopback({ directory: join(root, "loopback"), env: process.env });
  await loopback.ensureBucket({ name: bucket, region: "eu-west-1", account });
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

/** Three distributions, of which two share a stack. */
const write = (aliases: Readonly<Record<"a" | "b" | "c", string>>) => {
  const distribution = (key: "a" | "b" | "c", more = "") => `${key}: {
      ${more}
      comment: "${key}",
      waitForDeployment: false,
      aliases: ["${aliases[key]}.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      origins: { app: { type: "custom", domainName: "app.example.org" } },
      defaultBehavior: { origin: "app" },
    },`;
  writeFileSync(
    join(root, "environments", "qa.ts"),
    `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "${bucket}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  distributions: {
    ${distribution("c")}
    ${distribution("a", 'stack: "sites",')}
    ${distribution("b", 'stack: "sites",')}
  },
} satisfies EnvironmentInput;
`,
  );
};

/** AWS by ambient credentials: here those of the loopback. */
const run = (...args: string[]) => succeed(args, { cwd: root, env: loopback.environment(account) });
const deployed = () =>
  awsTools(loopback, account).python(`
import boto3, json
found = boto3.client("cloudfront").list_distributions()["DistributionList"].get("Items", [])
print(json.dumps({one["Comment"]: one["Aliases"]["Items"] for one in found}))
`);
const apply = async () => {
  const { stderr } = await run("plan", "qa", "--save");
  await run("apply", "qa");
  return stderr;
};

describe("aliases that distributions exchange", () => {
  it("are removed from each before they are given to the other, as the plan says", async () => {
    write({ a: "one", b: "two", c: "three" });
    await apply();
    write({ a: "two", b: "one", c: "three" });
    const planned = await apply();
    expect(planned).toMatch(/two\.example\.com moves from \S+ \(E\w+\) to \S+: 'apply' removes it from the first/);
    expect(await deployed()).toEqual({
      a: ["two.example.com"],
      b: ["one.example.com"],
      c: ["three.example.com"],
    });
  });

  it("are handed over between stacks, whichever is applied first", async () => {
    write({ a: "two", b: "three", c: "one" });
    await apply();
    expect(await deployed()).toEqual({ a: ["two.example.com"], b: ["three.example.com"], c: ["one.example.com"] });
    expect((await run("plan", "qa")).stderr).not.toContain("moves from");
  });
});
