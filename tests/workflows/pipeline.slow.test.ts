import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeFolder } from "#fixtures/copy.ts";
import { awsTools } from "../loopback/aws-tools.ts";
import { featheredge } from "../loopback/command.ts";
import { accounts, type Deployed, handler, makeSite } from "./deployed-site.ts";
import { type FakeGitHub, startGitHub } from "./fake-github.ts";
import { commitAll, git, initialize } from "./git-project.ts";
import { runJob } from "./run-job.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

const environments = Object.keys(accounts) as Deployed[];
const key = Buffer.alloc(32, 7).toString("base64");
let loopback: Loopback;
let github: FakeGitHub;
/** The main branch, as workflows that have a token for AWS check it out. */
let main: string;
/** A pull request's branch, as `synth` checks it out. */
let change: string;
let first: string;

beforeAll(async () => {
  [loopback, github] = await Promise.all([startLoopback(), startGitHub()]);
  main = makeSite();
  first = initialize(main);
  change = join(makeFolder(), "change");
  git(main, "worktree", "add", "-q", "-b", "change", change);
  for (const name of ["node_modules", ".featheredge"])
    cpSync(join(main, name), join(change, name), { recursive: true, verbatimSymlinks: true });
  for (const account of Object.values(accounts)) {
    await loopback.ensureBucket({ name: `state-${account}`, region: "eu-west-1", account });
  }
});

afterAll(async () => {
  await loopback?.close();
  github?.close();
  for (const root of [main, change]) if (root) rmSync(root, { recursive: true, force: true });
});

const aws = (environment: Deployed) => loopback.environment(accounts[environment]);

const run = (
  root: string,
  [workflow, job]: readonly [string, string],
  values: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
) => {
  const variables = { GITHUB_API_URL: github.url, GITHUB_RUN_ID: "1", GITHUB_TOKEN: "token", ...env };
  return runJob({ root, workflow, job, values: { "github.token": "token", ...values }, env: variables });
};

/** The values of the expressions of deploy-environment.yml. */
const inputsOf = (environment: Deployed, digest: string) => ({
  "inputs.environment": environment,
  "inputs.digest": digest,
  "inputs.keep && '--no-destroy' || ''": "",
  "github.sha": git(main, "rev-parse", "HEAD"),
  "secrets.FEATHEREDGE_PLAN_KEY": key,
});

const planDeploy = (environment: Deployed, digest: string) =>
  run(main, ["deploy-environment.yml", "plan"], inputsOf(environment, digest), aws(environment));

const applyDeploy = (environment: Deployed, outputs: Readonly<Record<string, string>>) =>
  run(main, ["deploy-environment.yml", "apply"], { ...inputsOf(environment, ""), ...outputs }, aws(environment));

/** Runs deploy.yml's jobs after the tests. @returns the environments whose plans changed something */
async function deploy(): Promise<Deployed[]> {
  const { outputs } = await run(main, ["deploy.yml", "synth"], {});
  const stages = [1, 2, 3, 4, 5].flatMap((n): Deployed[] =>
    JSON.parse(outputs[`needs.synth.outputs.stage-${n}`] ?? ""),
  );
  const changed: Deployed[] = [];
  for (const environment of stages) {
    const planned = await planDeploy(environment, outputs["needs.synth.outputs.digest"] ?? "");
    if (planned.outputs["needs.plan.outputs.changes"] !== "true") continue;
    await applyDeploy(environment, planned.outputs);
    changed.push(environment);
  }
  return changed;
}

/** The code that a distribution's function runs. */
async function servedCode(environment: Deployed): Promise<string> {
  const file = join(main, ".featheredge", "served.js");
  const { cli } = awsTools(loopback, accounts[environment]);
  const { FunctionList: list } = await cli("cloudfront", "list-functions", "--stage", "LIVE");
  const [{ Name: name }] = list.Items;
  await cli("cloudfront", "get-function", "--name", name, "--stage", "LIVE", file);
  return readFileSync(file, "utf8");
}

const ask = (environment: Deployed, ...args: readonly string[]) =>
  featheredge(args, { cwd: main, env: { ...aws(environment), FEATHEREDGE_PLAN_KEY: key } });

describe("the workflows, their steps run in order on the loopback", () => {
  it("deploy the main branch stage by stage, and nothing when nothing has changed", async () => {
    expect(await deploy()).toEqual(environments);
    expect(await servedCode("prod")).toContain("hello");
    // The first refresh after a creation reads some empty attributes differently, which is not drift.
    expect(await ask("dev", "drift", "dev")).toMatchObject({ exitCode: 0 });
    expect(await deploy()).toEqual([]);
  });

  const synthesis = {
    "github.event.workflow_run.head_branch": "change",
    "github.event.workflow_run.head_repository.owner.login": "example",
  };
  let head: Record<string, string>;
  let affected: Record<string, string>;

  it("plan and comment the stacks of a pull request that changes a handler, a behavior and a KeyValueStore's value", async () => {
    writeFileSync(join(change, "edge-handlers/greet/handler.js"), handler("good day"));
    const site = join(change, "environments/site.ts");
    const text = readFileSync(site, "utf8").replace("/pages/*", "/docs/*").replace('name: "kim"', 'name: "lee"');
    writeFileSync(site, text);
    const commit = commitAll(change, "Greet otherwise");
    const pullRequest = {
      number: 7,
      state: "open",
      body: "",
      head: { sha: commit, repo: { full_name: "example/site" } },
    };
    github.answers.set("/pulls", [pullRequest]);
    head = { ...synthesis, "github.event.workflow_run.head_sha": commit };
    await run(change, ["synth.yml", "synth"], {}, { GITHUB_TOKEN: undefined });
    mkdirSync(join(main, "bundle"), { recursive: true });
    cpSync(join(change, "bundle/stacks"), join(main, "bundle/stacks"));
    ({ outputs: affected } = await run(main, ["plan.yml", "affected"], head));
    expect(affected).toMatchObject({ "needs.affected.outputs.number": "7", "needs.affected.outputs.fork": "false" });
    const { include } = JSON.parse(affected["needs.affected.outputs.matrix"] ?? "");
    expect(include).toEqual(environments.map((environment) => ({ environment, stacks: `site-${environment}` })));
    for (const { environment, stacks } of include) {
      const values = { ...head, ...affected, "matrix.environment": environment, "matrix.stacks": stacks };
      await run(main, ["plan.yml", "plan"], values, aws(environment));
    }
    expect(github.comments).toHaveLength(3);
    for (const { body } of github.comments) {
      expect(body).toContain("good day");
      expect(body).toContain("/docs/");
      expect(body).toContain("lee");
    }
  });

  it("refuse a bundle that was altered after its synthesis", async () => {
    const file = join(main, "bundle/stacks");
    const bundle = readFileSync(file);
    writeFileSync(file, Buffer.concat([bundle.subarray(0, -1), Buffer.of((bundle.at(-1) ?? 0) ^ 1)]));
    const values = { ...head, ...affected, "matrix.environment": "dev", "matrix.stacks": "site-dev" };
    await expect(run(main, ["plan.yml", "plan"], values, aws("dev"))).rejects.toThrow(/altered since/);
    writeFileSync(file, bundle);
    const failing = github.comments.filter(({ body }) => body.includes("Planning failed"));
    expect(failing).toMatchObject([{ body: expect.stringMatching(/`dev`.*altered since/s) }]);
    expect(github.comments).toHaveLength(3);
  });

  it("refuse another plan than the one that was approved", async () => {
    git(main, "merge", "-q", "--ff-only", "change");
    const { outputs } = await run(main, ["deploy.yml", "synth"], {});
    const digest = outputs["needs.synth.outputs.digest"] ?? "";
    const approved = await planDeploy("dev", digest);
    // A later plan of the same commit, run and environment replaces the artifact.
    await planDeploy("dev", digest);
    await expect(applyDeploy("dev", approved.outputs)).rejects.toThrow(/was approved/);
    expect(await servedCode("dev")).not.toContain("good day");
  });

  it("deploy the merged change to every environment, with the KeyValueStore's value", async () => {
    expect(await deploy()).toEqual(environments);
    for (const environment of environments) expect(await servedCode(environment)).toContain("good day");
    expect((await ask("prod", "kvs", "get", "prod", "site", "name")).stdout).toBe("lee\n");
    expect(await ask("prod", "verify", "prod")).toMatchObject({ exitCode: 0 });
    expect(await ask("prod", "drift", "prod")).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await ask("prod", "verify", "prod", "--commit", first, "--json");
    expect(exitCode).toBe(2);
    const kinds = JSON.parse(stdout).stacks[0].differences.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(["setting", "function code", "KeyValueStore"]));
  });

  const watch = () => run(main, ["drift.yml", "drift"], { "matrix.environment": "dev" }, aws("dev"));

  it("open an issue for six kinds of drift, update it, and close it when a deploy has put everything back", async () => {
    const { python, cli } = awsTools(loopback, accounts.dev);
    await watch();
    expect(github.issues).toEqual([]);
    await python(changes);
    expect((await ask("dev", "kvs", "put", "dev", "site", "name", "mallory")).exitCode).toBe(0);
    await watch();
    expect(github.issues).toHaveLength(1);
    const [issue] = github.issues;
    for (const kind of [
      "function code",
      "KeyValueStore",
      "web ACL",
      "setting",
      "aws_s3_bucket_policy",
      "missing resource",
    ]) {
      expect(issue?.body).toContain(kind);
    }
    expect(issue?.body).not.toContain("mallory");
    expect((await ask("dev", "kvs", "put", "dev", "site", "name", "lee")).exitCode).toBe(0);
    await watch();
    expect(issue?.body).not.toContain("KeyValueStore |");
    expect(await deploy()).toEqual(["dev"]);
    await watch();
    expect(github.issues).toMatchObject([{ state: "closed" }]);
    const { DistributionList: list } = await cli("cloudfront", "list-distributions");
    expect(list.Items).toHaveLength(1);
  });

  it("complete the record of an apply whose runner died before it was written, though nothing is left to change", async () => {
    const { cli } = awsTools(loopback, accounts.staging);
    const object = ["--bucket", `state-${accounts.staging}`, "--key", "staging/deployments.json"];
    const file = join(main, ".featheredge", "deployments.json");
    await cli("s3api", "get-object", ...object, file);
    const record = JSON.parse(readFileSync(file, "utf8"));
    record.deployments.at(-1).status = "applying";
    writeFileSync(file, JSON.stringify(record));
    await cli("s3api", "put-object", ...object, "--body", file);
    expect(await deploy()).toEqual(["staging"]);
    const { deployments } = JSON.parse((await ask("staging", "deployments", "staging", "--json")).stdout);
    expect(deployments.map(({ status }: { status: string }) => status)).toEqual(["applied", "applying", "applied"]);
    expect(await deploy()).toEqual([]);
  });

  it("roll prod back to the commit that was deployed before, and leave the other environments", async () => {
    const inputs = { "inputs.environment": "prod", "inputs.commit || needs.find.outputs.commit": "" };
    const { outputs: found } = await run(main, ["rollback.yml", "find"], inputs, aws("prod"));
    expect(found).toEqual({ "needs.find.outputs.commit": first });
    const commit = { ...inputs, "inputs.commit || needs.find.outputs.commit": first };
    const { outputs } = await run(main, ["rollback.yml", "synth"], commit);
    const planned = await run(
      main,
      ["deploy-environment.yml", "plan"],
      {
        ...inputsOf("prod", outputs["needs.synth.outputs.digest"] ?? ""),
        "inputs.keep && '--no-destroy' || ''": "--no-destroy",
      },
      aws("prod"),
    );
    await applyDeploy("prod", planned.outputs);
    expect(await servedCode("prod")).toContain("hello");
    expect(await servedCode("staging")).toContain("good day");
    expect((await ask("prod", "kvs", "get", "prod", "site", "name")).stdout).toBe("kim\n");
    expect(await ask("prod", "verify", "prod", "--commit", first)).toMatchObject({ exitCode: 0 });
    const { deployments } = JSON.parse((await ask("prod", "deployments", "prod", "--json")).stdout);
    expect(deployments[0]).toMatchObject({ commit: first, rollback: true, status: "applied", by: "kim", run: "1" });
  });
});

/** Five changes by hand: code, a web ACL, a setting, a bucket's policy, and an object that is gone. */
const changes = `
import boto3, json
cf = boto3.client("cloudfront")
name = cf.list_functions(Stage="LIVE")["FunctionList"]["Items"][0]["Name"]
described = cf.describe_function(Name=name, Stage="DEVELOPMENT")
config = described["FunctionSummary"]["FunctionConfig"]
code = b"function handler(event) { return event.request; }"
updated = cf.update_function(Name=name, IfMatch=described["ETag"], FunctionConfig=config, FunctionCode=code)
cf.publish_function(Name=name, IfMatch=updated["ETag"])
waf = boto3.client("wafv2", region_name="us-east-1")
visibility = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "m"}
acl = waf.create_web_acl(Name="by-hand", Scope="CLOUDFRONT", DefaultAction={"Allow": {}}, VisibilityConfig=visibility)
distribution = cf.list_distributions()["DistributionList"]["Items"][0]["Id"]
answer = cf.get_distribution_config(Id=distribution)
settings = answer["DistributionConfig"]
settings["WebACLId"] = acl["Summary"]["ARN"]
settings["Comment"] = "By hand"
cf.update_distribution(Id=distribution, IfMatch=answer["ETag"], DistributionConfig=settings)
s3 = boto3.client("s3")
bucket = [b["Name"] for b in s3.list_buckets()["Buckets"] if not b["Name"].startswith("state-")][0]
policy = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])
policy["Statement"] = policy["Statement"][:1]
s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
s3.delete_object(Bucket=bucket, Key=s3.list_objects_v2(Bucket=bucket)["Contents"][0]["Key"])
print("{}")
`;
