import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { startProjectLoopback } from "./project-loopback.ts";

const account = "444455556666";
const bucket = `state-${account}`;

const environment = `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "${bucket}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  distributions: {
    shop: {
      comment: "Shop",
      waitForDeployment: false,
      origins: { pages: { type: "static" } },
      defaultBehavior: { origin: "pages" },
    },
  },
} satisfies EnvironmentInput;
`;

let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = projectWith({ handlers: {} });
  writeFileSync(join(root, "environments", "qa.ts"), environment);
  loopback = await startProjectLoopback(root);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

/** Runs a command of cdktf as a user does, without a word about the environment: the stack's name decides. */
async function cdktf(...args: string[]): Promise<string> {
  const command = ["loopback", "--", "npx", "cdktf", ...args, "--skip-provider-lock"];
  const { stdout } = await succeed(command, { cwd: root, env: { CI: "true" } });
  return stripVTControlCharacters(stdout);
}

const keys = async () => {
  const listed = await awsTools(loopback, account).cli("s3api", "list-objects-v2", `--bucket=${bucket}`);
  return (listed.Contents ?? []).map(({ Key }: { readonly Key: string }) => Key);
};

describe("cdktf's own commands on the loopback, for a stack whose state is in S3", () => {
  it("plan it, and the state bucket exists where featheredge would make it", async () => {
    expect(await cdktf("plan", "shop-qa")).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
    expect(await keys()).toEqual([]);
  });

  it("apply it, with the state in the bucket", async () => {
    expect(await cdktf("apply", "shop-qa", "--auto-approve")).toMatch(/Apply complete! Resources: \d+ added/);
    expect(await keys()).toEqual(["shop-qa/terraform.tfstate"]);
  });

  it("print its outputs", async () => {
    expect(await cdktf("output", "shop-qa")).toMatch(/domain_name = \S+\.cloudfront\.net/);
  });

  it("find nothing to change after featheredge's own apply", async () => {
    await succeed(["apply", "qa", "--loopback", "--yes"], { cwd: root });
    expect(await cdktf("plan", "shop-qa")).toContain("No changes.");
  });

  it("destroy it, and nothing is left", async () => {
    await cdktf("destroy", "shop-qa", "--auto-approve");
    expect(await leftBehind(loopback, account)).toEqual(nothing(bucket));
  });
});
