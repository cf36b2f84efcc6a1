import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { awsTools } from "../loopback/aws-tools.ts";
import { featheredge } from "../loopback/command.ts";
import { type LeftBehind, leftBehind, nothing } from "../loopback/left-behind.ts";
import { requestEdge } from "../loopback/request-edge.ts";
import { accounts, handler, makeSite } from "./deployed-site.ts";
import { type FakeGitHub, startGitHub } from "./fake-github.ts";
import { commitAll, git, initialize } from "./git-project.ts";
import { type JobRun, runJob } from "./run-job.ts";
import { RunnerDeath } from "./runner-death.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const account = accounts.dev;
const key = Buffer.alloc(32, 7).toString("base64");
let loopback: Loopback;
let github: FakeGitHub;
let root: string;

/** Gives the site of `dev` a candidate, and a name by which requests reach it. */
const withCandidate = (environment: string) =>
  environment.replace(
    "distributions: { site }",
    `distributions: {
    site: {
      ...site,
      httpVersion: "http2",
      aliases: ["www.example.com"],
      certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      defaultBehavior: { ...site.defaultBehavior, viewerProtocolPolicy: "allow-all" },
      continuousDeployment: { header: { name: "aws-cf-cd-canary", value: "yes" } },
    },
  }`,
  );

type Death = Pick<JobRun, "death" | "onOutput">;

const run = (workflow: string, job: string, values: Readonly<Record<string, string>>, death: Death = {}) => {
  const env = { GITHUB_API_URL: github.url, GITHUB_RUN_ID: "1", ...loopback.environment(account) };
  return runJob({ root, workflow, job, values: { "github.token": "token", ...values }, env, ...death });
};

/** The values of the expressions of deploy-environment.yml. */
const inputs = (digest: string) => ({
  "inputs.environment": "dev",
  "inputs.digest": digest,
  "inputs.keep && '--no-destroy' || ''": "",
  "github.sha": git(root, "rev-parse", "HEAD"),
  "secrets.FEATHEREDGE_PLAN_KEY": key,
});

const synth = async (death?: Death) => {
  const { outputs } = await run("deploy.yml", "synth", {}, death);
  return outputs["needs.synth.outputs.digest"] ?? "";
};

const plan = async (digest: string, death?: Death) =>
  (await run("deploy-environment.yml", "plan", inputs(digest), death)).outputs;

const apply = (outputs: Readonly<Record<string, string>>, death?: Death) =>
  run("deploy-environment.yml", "apply", { ...inputs(""), ...outputs }, death);

async function deploy(): Promise<void> {
  const planned = await plan(await synth());
  expect(planned).toMatchObject({ "needs.plan.outputs.changes": "true" });
  await apply(planned);
}

const promote = (action: "stage" | "promote" | "abandon", death?: Death) => {
  const values = { "inputs.environment": "dev", "inputs.distribution": "site", "inputs.action": action };
  return run("promote.yml", "promote", values, death);
};

const watch = (death?: Death) => run("drift.yml", "drift", { "matrix.environment": "dev" }, death);

/** Runs a job whose runner dies once its output has a text. */
async function dieAt(text: string, job: (death: Death) => Promise<unknown>): Promise<void> {
  const dying = new AbortController();
  let printed = "";
  const onOutput = (more: string) => {
    printed += more;
    if (printed.includes(text)) dying.abort();
  };
  await expect(job({ death: dying.signal, onOutput })).rejects.toThrow(RunnerDeath);
}

/** Runs a job whose runner dies at a moment. */
async function dieWhen(moment: Promise<unknown>, job: (death: Death) => Promise<unknown>): Promise<void> {
  const dying = new AbortController();
  moment.then(() => dying.abort());
  await expect(job({ death: dying.signal })).rejects.toThrow(RunnerDeath);
}

/** Runs a job whose runner dies after a request to GitHub took effect, and before its answer. */
const dieAfter = (request: string, job: (death: Death) => Promise<unknown>) => dieWhen(github.withhold(request), job);

const isLocked = async () => (await loopback.findObjects({ account, suffix: ".tflock" })).length > 0;

/** Runs a job whose runner dies while Terraform holds the lock of a state. */
async function dieLocked(job: (death: Death) => Promise<unknown>): Promise<void> {
  const dying = new AbortController();
  const watching = (async () => {
    while (!dying.signal.aborted && !(await isLocked())) await delay(20);
    dying.abort();
  })();
  await expect(job({ death: dying.signal }).finally(() => dying.abort())).rejects.toThrow(RunnerDeath);
  await watching;
  expect(await isLocked()).toBe(true);
}

/** Leaves a CloudFront Function as an apply does that dies after its code was updated: distributions run the code of before. */
const unpublish = `
import boto3, sys
name, text, before = sys.argv[1:]
client = boto3.client("cloudfront")
code = client.get_function(Name=name, Stage="DEVELOPMENT")["FunctionCode"].read()
def update(code):
    now = client.describe_function(Name=name, Stage="DEVELOPMENT")
    config = now["FunctionSummary"]["FunctionConfig"]
    return client.update_function(Name=name, IfMatch=now["ETag"], FunctionConfig=config, FunctionCode=code)["ETag"]
assert text.encode() in code
client.publish_function(Name=name, IfMatch=update(code.replace(text.encode(), before.encode())))
update(code)
print("{}")
`;

const command = (...args: readonly string[]) => featheredge(args, { cwd: root, env: loopback.environment(account) });

/** The command that a failure names. */
const namedCommand = (text: string) =>
  /featheredge (unlock \S+ \S+(?: --lock-id \S+)?)/.exec(text)?.[1]?.split(" ") ?? [];

/** Runs a job that fails since a state is locked, and frees the state by the commands that the job and `unlock` name. */
async function unlockAsNamed(job: () => Promise<unknown>): Promise<void> {
  const failure = await job().catch((error: unknown) => error);
  expect(String(failure)).toMatch(/The state of site\S*-dev is locked since .* by \S+@\S+, for '\w+'/);
  const shown = await command(...namedCommand(String(failure)));
  expect(shown).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--lock-id") });
  expect(await command(...namedCommand(shown.stderr))).toMatchObject({ exitCode: 0 });
}

/** A runner that dies in an apply leaves the lock, unless it was about to end. */
async function unlockIfLocked(job: () => Promise<unknown>): Promise<void> {
  if (await isLocked()) await unlockAsNamed(job);
}

const answers = async () => {
  const get = async (headers: Record<string, string>) => {
    const edge = { port: loopback.edge?.httpPort ?? 0, host: "www.example.com" };
    return (await requestEdge({ ...edge, headers })).headers["x-greeting"];
  };
  return { viewers: await get({}), canary: await get({ "aws-cf-cd-canary": "yes" }) };
};

beforeAll(async () => {
  [loopback, github] = await Promise.all([startLoopback({ edge: {} }), startGitHub()]);
  root = makeSite();
  const file = join(root, "environments/dev.ts");
  const text = withCandidate(readFileSync(file, "utf8"));
  expect(text).toContain("aws-cf-cd-canary");
  writeFileSync(file, text);
  initialize(root);
  await loopback.ensureBucket({ name: `state-${account}`, region: "eu-west-1", account });
  // The candidate is planned once its distribution exists.
  await expect(deploy()).rejects.toThrow("Run all jobs again");
  await deploy();
});

afterAll(async () => {
  await loopback?.close();
  github?.close();
  if (root) rmSync(root, { recursive: true, force: true });
});

describe("the workflow 'promote', its steps run on the loopback", () => {
  it("gives the candidate requests, takes them away, and gives them again", async () => {
    expect(await answers()).toEqual({ viewers: "hello kim", canary: "hello kim" });
    await promote("stage");
    writeFileSync(join(root, "edge-handlers/greet/handler.js"), handler("good day"));
    commitAll(root, "Greet otherwise");
    await deploy();
    expect(await answers()).toEqual({ viewers: "hello kim", canary: "good day kim" });
    expect((await promote("abandon")).printed).toContain("The candidate gets no more requests.");
    expect(await answers()).toEqual({ viewers: "hello kim", canary: "hello kim" });
    expect((await promote("stage")).printed).toContain("The candidate gets requests.");
  });

  it("is completed after its runner died in the apply, and the next run names the command to run before", async () => {
    await dieAt("Modifying...", (death) => promote("promote", death));
    await unlockIfLocked(() => promote("promote"));
    expect((await promote("promote")).printed).toContain("The candidate is promoted.");
    expect(await answers()).toEqual({ viewers: "good day kim", canary: "good day kim" });
    expect((await promote("promote")).printed).toContain("The candidate is promoted already.");
    const { DistributionList: list } = await awsTools(loopback, account).cli("cloudfront", "list-distributions");
    expect(list.Items.map(({ Staging: isStaging }: { Staging: boolean }) => isStaging).sort()).toEqual([false, true]);
    expect(await command("verify", "dev")).toMatchObject({ exitCode: 0 });
  });
});

describe("the workflow 'deploy', whose runner dies", () => {
  let before: LeftBehind;
  let commit: string;
  let digest: string;

  it("in synth, is completed by the next run", async () => {
    before = await leftBehind(loopback, account);
    writeFileSync(join(root, "edge-handlers/greet/handler.js"), handler("good evening"));
    commit = commitAll(root, "Greet in the evening");
    await dieWhen(delay(1_500), synth);
    digest = await synth();
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("in plan, names the command that frees the state in the next run", async () => {
    await dieLocked((death) => plan(digest, death));
    await unlockAsNamed(() => plan(digest));
  });

  it("in the apply, is completed by the next plan and its apply", async () => {
    const planned = await plan(digest);
    await dieAt("Modifying...", (death) => apply(planned, death));
    await unlockIfLocked(() => plan(digest));
  });

  it("right after the apply, is applied again, though nothing is left to change", async () => {
    const planned = await plan(digest);
    await dieAt("Apply complete!", (death) => apply(planned, death));
    await unlockIfLocked(() => plan(digest));
    const again = await plan(digest);
    expect(again).toMatchObject({ "needs.plan.outputs.changes": "true" });
    await apply(again);
    expect(await plan(digest)).toMatchObject({ "needs.plan.outputs.changes": "false" });
  });

  it("between the update of a function and its publication, publishes it in the next deploy", async () => {
    await awsTools(loopback, account).python(unpublish, "dev-site-next-greet", "good evening", "good riddance");
    await promote("stage");
    expect((await answers()).canary).toBe("good riddance kim");
    const planned = await plan(digest);
    expect(planned).toMatchObject({ "needs.plan.outputs.changes": "true" });
    await apply(planned);
    expect((await answers()).canary).toBe("good evening kim");
    expect(await plan(digest)).toMatchObject({ "needs.plan.outputs.changes": "false" });
  });

  it("has lost nothing and made nothing twice in the end", async () => {
    await promote("stage");
    expect(await answers()).toEqual({ viewers: "good day kim", canary: "good evening kim" });
    expect(await leftBehind(loopback, account)).toEqual(before);
    const { deployments } = JSON.parse((await command("deployments", "dev", "--json")).stdout);
    expect(deployments[0]).toMatchObject({ status: "applied", commit });
  });
});

describe("the workflow 'drift', whose runner dies", () => {
  const change = (value: string) => command("kvs", "put", "dev", "site", "name", value);

  const openIssues = () => github.issues.filter(({ state }) => state === "open");

  it("while Terraform compares: the next run names the command that frees the state, in an issue, too", async () => {
    await dieLocked(watch);
    await unlockAsNamed(watch);
    const [issue, ...others] = openIssues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      title: "Drift of dev can't be detected",
      body: expect.stringContaining("featheredge unlock dev site"),
    });
    await watch();
    expect(openIssues()).toEqual([]);
  });

  it("after it opened an issue: the next run finds it, and opens no second one", async () => {
    await change("mallory");
    await dieAfter("POST /issues", watch);
    await watch();
    expect(openIssues()).toMatchObject([{ body: expect.stringContaining("KeyValueStore") }]);
  });

  it("after it closed the issue: the next run leaves it as it is", async () => {
    await change("kim");
    const [issue] = openIssues();
    await dieAfter(`PATCH /issues/${issue?.number}`, watch);
    const before = structuredClone(github.issues);
    await watch();
    expect(github.issues).toEqual(before);
    expect(openIssues()).toEqual([]);
    expect(before.at(-1)).toMatchObject({ body: expect.stringContaining("as it was deployed again") });
    expect(github.comments).toEqual([]);
  });
});

describe("the workflow 'destroy', its steps run on the loopback", () => {
  const destroy = (stack: string, confirm: string) =>
    run("destroy.yml", "destroy", { "inputs.environment": "dev", "inputs.stack": stack, "inputs.confirm": confirm });

  it("refuses another name than the environment's, and changes nothing", async () => {
    await expect(destroy("", "prod")).rejects.toThrow(/--confirm names 'prod', but the command destroys 'dev'/);
    expect(await answers()).toEqual({ viewers: "good day kim", canary: "good evening kim" });
  });

  it("destroys the candidate alone, while the distribution goes on, and then leaves nothing behind", async () => {
    await destroy("site-next", "dev");
    expect(await answers()).toEqual({ viewers: "good day kim", canary: "good day kim" });
    expect(await leftBehind(loopback, account)).toMatchObject({ distributions: 1 });
    await destroy("", "dev");
    expect(await leftBehind(loopback, account)).toEqual(nothing(`state-${account}`));
  });
});
