import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, succeed } from "./command.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";

const account = "123456789012";
const bucket = `state-${account}`;
const region = "eu-west-1";

const environment = (limitUsd: number) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "${region}",
  state: { type: "s3", bucket: "${bucket}", region: "${region}" },
  protections: { preventDestroy: false },
  foundation: {
    github: { repository: "example/site", reviewers: ["octocat", "example/platform"] },
    stateBucket: { lockTable: "locks" },
    budget: { limitUsd: ${limitUsd}, emails: ["platform@example.com"] },
  },
  distributions: {
    shop: {
      comment: "Shop",
      waitForDeployment: false,
      origins: { app: { type: "custom", domainName: "app.example.com" } },
      defaultBehavior: { origin: "app" },
    },
  },
} satisfies EnvironmentInput;
`;

let root: string;
let loopback: Loopback;

const run = (...args: string[]) => succeed([...args, "--loopback"], { cwd: root });
const aws = (...args: string[]) => awsTools(loopback, account).cli(...args, `--region=${region}`);
const folder = () => join(root, "cdktf.out", "stacks", "foundation-qa");
const writeEnvironment = (limitUsd: number) =>
  writeFileSync(join(root, "environments", "qa.ts"), environment(limitUsd));

beforeAll(async () => {
  root = projectWith({ handlers: {} });
  writeEnvironment(100);
  loopback = await startProjectLoopback(root);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

describe("featheredge bootstrap, in an empty account", () => {
  it("shows its plan and changes nothing unless it may", async () => {
    const { exitCode, stderr } = await featheredge(["bootstrap", "qa", "--loopback"], { cwd: root });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("add --yes") });
    expect(await awsTools(loopback, account).errorCode("s3api", "head-bucket", `--bucket=${bucket}`)).toBe("404");
  });

  it("makes the bucket, the roles and the budget, and moves its own state into the bucket", async () => {
    const { stdout, stderr } = await run("bootstrap", "qa", "--yes");
    expect(stdout).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
    expect(stderr).toMatch(/Moving the state of foundation-qa to s3:\/\/state-123456789012\/foundation-qa\//);
    const listed = await aws("s3api", "list-objects-v2", `--bucket=${bucket}`);
    expect(listed).toMatchObject({ Contents: [{ Key: "foundation-qa/terraform.tfstate" }] });
    expect(existsSync(join(folder(), "terraform.tfstate"))).toBe(false);
    expect(readFileSync(join(folder(), "cdk.tf"), "utf8")).toContain('dynamodb_table = "locks"');
  });

  it("prints the commands for GitHub, and never the key that seals plans", async () => {
    const { stdout } = await run("bootstrap", "qa", "--yes");
    const lines = stdout.split("\n").filter((line) => /^gh |^key=/.test(line));
    expect(lines).toContain(
      `gh variable set APPLY_ROLE_ARN --repo example/site --env qa --body arn:aws:iam::${account}:role/featheredge/featheredge-qa-apply`,
    );
    expect(lines.at(-1)).toContain("openssl rand -base64 32");
    expect(lines.filter((line) => line.includes("secret set"))).toHaveLength(1);
  });

  it("has made a bucket that is versioned, encrypted, private and only for TLS", async () => {
    const of = (operation: string) => aws("s3api", operation, `--bucket=${bucket}`);
    expect(await of("get-bucket-versioning")).toMatchObject({ Status: "Enabled" });
    expect(JSON.stringify(await of("get-bucket-encryption"))).toContain("AES256");
    expect(JSON.stringify(await of("get-public-access-block"))).not.toContain("false");
    expect(JSON.stringify(await of("get-bucket-policy"))).toContain("aws:SecureTransport");
    expect(JSON.stringify(await of("get-bucket-lifecycle-configuration"))).toContain("NoncurrentDays");
  });

  it("has nothing to change when it runs again", async () => {
    const { stderr } = await run("bootstrap", "qa", "--yes");
    expect(stderr).toContain("No changes: the foundation is as its environment says.");
    expect(stderr).not.toContain("Applying");
  });

  it("changes what the environment changes", async () => {
    writeEnvironment(250);
    const { stdout } = await run("bootstrap", "qa", "--yes", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      environment: "qa",
      result: "changed",
      outputs: { state_bucket: bucket },
    });
    const budget = await aws("budgets", "describe-budget", `--account-id=${account}`, "--budget-name=featheredge-qa");
    expect(budget).toMatchObject({ Budget: { BudgetLimit: { Amount: "250.0", Unit: "USD" } } });
    expect((await run("bootstrap", "qa", "--yes")).stderr).toContain("No changes");
  });

  it("leaves the foundation alone in plan, apply and destroy, whose states are in the bucket and locked", async () => {
    expect((await run("plan", "qa")).stdout).not.toContain("foundation-qa");
    await run("apply", "qa", "--yes");
    await run("destroy", "qa", "--yes");
    expect((await run("bootstrap", "qa", "--yes")).stderr).toContain("No changes");
    const locks = await aws("dynamodb", "describe-table", "--table-name=locks");
    expect(locks).toMatchObject({ Table: { TableStatus: "ACTIVE" } });
  });

  it("is asked for by a plan of stacks whose permissions the roles lack, until it has run", async () => {
    const lacking = async () => JSON.parse((await run("plan", "qa", "--json")).stdout).summary.missingPermissions;
    const file = join(root, "environments", "qa.ts");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace('defaultBehavior: { origin: "app" }', "$&, logging: { s3: {} }"));
    expect(await lacking()).toEqual([
      { role: "featheredge-qa-plan", actions: expect.arrayContaining(["s3:GetBucketPolicy"]) },
      { role: "featheredge-qa-apply", actions: expect.arrayContaining(["s3:CreateBucket", "s3:PutBucketPolicy"]) },
    ]);
    await run("bootstrap", "qa", "--yes");
    expect(await lacking()).toEqual([]);
  }, 600_000);
});

describe("featheredge bootstrap of an environment without a foundation", () => {
  it("names the key to add", async () => {
    const text = readFileSync(join(root, "environments", "qa.ts"), "utf8");
    writeFileSync(join(root, "environments", "qa.ts"), text.replace(/ {2}foundation: \{.*?\n {2}\},\n/s, ""));
    const { exitCode, stderr } = await featheredge(["bootstrap", "qa", "--loopback", "--yes"], { cwd: root });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/FE-CLI-080[\s\S]*Add foundation: \{ github/);
  });
});
