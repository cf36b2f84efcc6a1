import { rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Loopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { start, succeed } from "./command.ts";
import { projectWith } from "./own-project.ts";
import { descendantsOf, stillRunning } from "./processes.ts";
import { startProjectLoopback } from "./project-loopback.ts";

const environment = (account: string) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  foundation: { github: { repository: "example/site" } },
  distributions: {},
} satisfies EnvironmentInput;
`;

let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = projectWith({ handlers: {} });
  loopback = await startProjectLoopback(root);
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

/** Starts a bootstrap, waits until it prints a line and some time longer, and kills it with all that it started. */
async function killAfter(line: string, milliseconds: number): Promise<void> {
  const { process: child, finished } = start(["bootstrap", "qa", "--loopback", "--yes"], { cwd: root });
  await new Promise<void>((resolve, reject) => {
    const seen = (text: string) => {
      if (text.includes(line)) resolve();
    };
    child.stderr?.on("data", (chunk) => seen(String(chunk)));
    finished.then(({ stderr }) => reject(new Error(`bootstrap ended before '${line}': ${stderr}`)), reject);
  });
  await sleep(milliseconds);
  const below = await descendantsOf(Number(child.pid));
  child.kill("SIGKILL");
  await finished;
  // Terraform ends with its parent, within its grace period.
  for (let waited = 0; waited < 15_000 && (await stillRunning(below)).length > 0; waited += 500) await sleep(500);
  expect(await stillRunning(below)).toEqual([]);
}

/** Leaves the half of the local state, and no copy of it, as there is none on AWS. */
function cutState(): void {
  const state = join(root, "cdktf.out", "stacks", "foundation-qa", "terraform.tfstate");
  truncateSync(state, Math.floor(statSync(state).size / 2));
  rmSync(join(root, ".featheredge", "loopback", "states"), { recursive: true, force: true });
}

// Three bootstraps each.
describe("a bootstrap that was killed", { timeout: 600_000 }, () => {
  // Each in an empty account.
  it.each<[moment: string, account: string, line: string, milliseconds: number]>([
    ["while it planned", "123456789011", "Planning foundation-qa", 500],
    ["at the start of its apply", "123456789012", "Applying foundation-qa", 1500],
    ["in its apply", "123456789013", "Applying foundation-qa", 6000],
    ["in its apply, which left a part of its state", "123456789016", "Applying foundation-qa", 6000],
    ["before its state was moved", "123456789014", "Moving the state of foundation-qa", 0],
    ["while its state was moved", "123456789015", "Moving the state of foundation-qa", 900],
  ])("%s is completed by the next run, and nothing is made twice", async (moment, account, line, milliseconds) => {
    rmSync(join(root, "cdktf.out"), { recursive: true, force: true });
    writeFileSync(join(root, "environments", "qa.ts"), environment(account));
    await killAfter(line, milliseconds);
    if (moment.includes("a part of its state")) cutState();
    await succeed(["bootstrap", "qa", "--loopback", "--yes"], { cwd: root });
    const { stderr } = await succeed(["bootstrap", "qa", "--loopback", "--yes"], { cwd: root });
    expect(stderr).toContain("No changes");
    const aws = awsTools(loopback, account);
    const { Roles } = await aws.cli("iam", "list-roles", "--path-prefix=/featheredge/");
    expect(Roles.map(({ RoleName }: { readonly RoleName: string }) => RoleName).sort()).toEqual([
      "featheredge-qa-apply",
      "featheredge-qa-plan",
      "featheredge-qa-prune",
    ]);
    const { Contents } = await aws.cli("s3api", "list-objects-v2", `--bucket=state-${account}`);
    expect(Contents.map(({ Key }: { readonly Key: string }) => Key)).toEqual(["foundation-qa/terraform.tfstate"]);
  });
});
