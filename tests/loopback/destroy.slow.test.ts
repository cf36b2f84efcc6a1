import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "./aws-tools.ts";
import { featheredge, start, succeed } from "./command.ts";
import { leftBehind, nothing } from "./left-behind.ts";
import { projectWith } from "./own-project.ts";
import { descendantsOf, stillRunning } from "./processes.ts";

// Each test runs Terraform several times, perhaps on a busy machine.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const account = "111111111111";
const bucket = `state-${account}`;
const lambda = "qa-site-greet";

const environment = (preventDestroy: boolean) => `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "${bucket}", region: "eu-west-1" },
  protections: { preventDestroy: ${preventDestroy} },
  logRetentionDays: 1,
  handlers: { greet: { runtime: "lambda-at-edge" } },
  apis: { orders: { source: "apis/orders/handler.ts" } },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      origins: {
        pages: { type: "static", content: "stacks/content/small" },
        orders: { type: "api", api: "orders" },
      },
      defaultBehavior: { origin: "pages", viewerRequest: "greet" },
      behaviors: [{ origin: "orders", pathPattern: "/orders/*", cachePolicy: "CachingDisabled" }],
    },
  },
} satisfies EnvironmentInput;
`;

const handler = `import { onViewerRequest, respond } from "@featheredge/edge-sdk";
export default onViewerRequest(() => respond(200, "hello"));
`;

let root: string;
let loopback: Loopback;

beforeAll(async () => {
  root = projectWith({ handlers: { greet: handler } });
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("apis/orders/handler.ts", 'export const handler = async () => ({ statusCode: 200, body: "orders" });\n');
  write("stacks/content/small/index.html", "<p>index</p>\n");
  write("stacks/content/small/about.html", "<p>about</p>\n");
  loopback = await startLoopback({ directory: join(root, "loopback"), env: process.env });
  await loopback.ensureBucket({ name: bucket, region: "eu-west-1", account });
});

afterAll(async () => {
  await loopback.close();
  rmSync(root, { recursive: true });
});

/** AWS by ambient credentials: here those of the loopback, which gets no reports on runs. */
const aws = () => ({ cwd: root, env: loopback.environment(account) });
const run = (...args: string[]) => succeed(args, aws());
const fails = async (...args: string[]) => {
  const { exitCode, stderr } = await featheredge(args, aws());
  expect(exitCode, stderr).toBe(1);
  return stderr;
};
const protect = (preventDestroy: boolean) =>
  writeFileSync(join(root, "environments", "qa.ts"), environment(preventDestroy));

/** Plans and applies until no stack waits for another. */
const apply = async () => {
  for (let round = 0; round < 2; round += 1) {
    await run("plan", "qa", "--save");
    await run("apply", "qa");
  }
};

const lockId = "6c2a8f31-5d27-3be1-8fd2-1a0c9a5f1e77";

/** Puts a lock next to a state, as Terraform does. */
const lock = async (stack: string, who: string, created: Date) => {
  const info = {
    ID: lockId,
    Operation: "OperationTypeApply",
    Info: "",
    Who: who,
    Version: "1.11.4",
    Created: created.toISOString(),
    Path: `${bucket}/${stack}/terraform.tfstate`,
  };
  await awsTools(loopback, account).python(`
import boto3, json
boto3.client("s3", "eu-west-1").put_object(
    Bucket="${bucket}", Key="${stack}/terraform.tfstate.tflock", Body=${JSON.stringify(JSON.stringify(info))})
print(json.dumps({}))
`);
};

describe("the lock of a command that was killed", () => {
  it("is reported by the next plan: since when, by whom, and the command that removes it", async () => {
    protect(true);
    await apply();
    await lock("site-qa", "runner@another-machine", new Date("2026-11-01T10:00:00Z"));
    const stderr = await fails("plan", "qa");
    expect(stderr).toMatch(/The state of site-qa is locked since 2026-11-01 10:00:00 UTC .* by runner@another-machine/);
    expect(stderr).toContain("featheredge unlock qa site-qa");
  });

  it("is removed by its id, and by no other", async () => {
    const stderr = await fails("unlock", "qa", "site");
    expect(stderr).toContain(`featheredge unlock qa site --lock-id ${lockId}`);
    expect(await fails("unlock", "qa", "site", "--lock-id", "another")).toContain(`with the id ${lockId}`);
    expect((await run("unlock", "qa", "site", "--lock-id", lockId)).stdout).toBe("Removed the lock of site-qa.\n");
    expect((await run("unlock", "qa", "site")).stdout).toBe("The state of site-qa is not locked.\n");
    expect((await run("plan", "qa")).stdout).toMatch(/site-qa\n.*\n?.*No changes/);
  });

  it("is not removed while the command runs on this machine", async () => {
    // A process whose name is that of a Terraform which works on the stack.
    const script = 'process.title = "terraform -chdir=/project/site-qa apply"; setTimeout(() => {}, 600_000);';
    const holder = spawn(process.execPath, ["-e", script, "x".repeat(200)], { stdio: "ignore" });
    try {
      await lock("site-qa", `someone@${hostname()}`, new Date(Date.now() + 60_000));
      const stderr = await fails("unlock", "qa", "site", "--lock-id", lockId);
      expect(stderr).toContain(`still runs on this machine as process ${holder.pid}.`);
    } finally {
      holder.kill();
    }
    await vi.waitFor(async () => expect(await stillRunning([holder.pid ?? 0])).toEqual([]), { timeout: 20_000 });
    await run("unlock", "qa", "site", "--lock-id", lockId);
  });
});

describe("a destroy on AWS", () => {
  it("is refused for a protected environment, with the key to change", async () => {
    const stderr = await fails("destroy", "qa", "--confirm", "qa");
    expect(stderr).toContain("FE-CLI-022");
    expect(stderr).toContain("preventDestroy: true");
    expect(stderr).toContain("featheredge plan qa --save && featheredge apply qa");
    protect(false);
    await apply();
  });

  it("needs the environment's name where there is no terminal", async () => {
    expect(await fails("destroy", "qa")).toContain("There is no terminal to type the environment's name on.");
    expect(await fails("destroy", "qa", "--confirm", "prod")).toContain("--confirm names 'prod'");
    expect(await fails("destroy", "qa", "--yes")).toContain("--yes is for the loopback");
  });

  it("is refused for a stack whose outputs another one uses", async () => {
    expect(await fails("destroy", "qa", "orders", "--confirm", "qa")).toContain("site-qa uses outputs of orders-qa.");
  });

  it("leaves no process when it is killed, and the next one goes on after its lock was removed", async () => {
    const killed = start(["destroy", "qa", "--confirm", "qa"], aws());
    let printed = "";
    killed.process.stdout?.on("data", (text: string) => {
      printed += text;
    });
    while (!/aws_cloudfront_distribution\.site: Destroying/.test(printed) && killed.process.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(printed).toContain("- bucket qa-site-pages-111111111111, with 2 objects");
    expect(printed).toContain(`Lambda@Edge function ${lambda} stays until AWS has removed its replicas`);
    const children = await descendantsOf(killed.process.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    // Terraform itself is killed, too, so that it can't release its lock.
    for (const pid of [killed.process.pid ?? 0, ...children]) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It has ended meanwhile.
      }
    }
    await killed.finished;
    await vi.waitFor(async () => expect(await stillRunning(children)).toEqual([]), { timeout: 20_000 });
    const refused = await fails("destroy", "qa", "--confirm", "qa");
    expect(refused).toContain("The state of site-qa is locked");
    const [, id = ""] = /--lock-id (\S+)/.exec(await fails("unlock", "qa", "site")) ?? [];
    await run("unlock", "qa", "site", "--lock-id", id);
    const { stdout, stderr } = await run("destroy", "qa", "--confirm", "qa");
    expect(stderr).toMatch(/Destroying site-qa\n(.*\n)*Destroying orders-qa\n/);
    expect(stdout).toContain("site-qa:");
    expect(await leftBehind(loopback, account)).toEqual({ ...nothing(bucket), lambdas: [lambda] });
  });

  it("has nothing to do a second time, and prune deletes what was retained, once", async () => {
    const again = JSON.parse((await run("destroy", "qa", "--confirm", "qa", "--json")).stdout);
    expect(again).toMatchObject({ destroyed: false, stacks: [{ resources: {} }, { resources: {} }] });
    // 'prune' on AWS leaves functions alone that were changed within the last hour.
    expect((await run("prune", "qa")).stdout).toBe("'qa' has no retained functions.\n");
  });
});
