import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeFolder } from "#fixtures/copy.ts";
import { handler, makeSite } from "./deployed-site.ts";
import { type FakeGitHub, startGitHub } from "./fake-github.ts";
import { commitAll, git, initialize } from "./git-project.ts";
import { runJob } from "./run-job.ts";

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

let github: FakeGitHub;
/** The main branch. */
let main: string;
/** The fork's branch. */
let fork: string;

beforeAll(async () => {
  github = await startGitHub();
  main = makeSite();
  initialize(main);
  fork = join(makeFolder(), "fork");
  git(main, "worktree", "add", "-q", "-b", "fork", fork);
  for (const name of ["node_modules", ".featheredge"])
    cpSync(join(main, name), join(fork, name), { recursive: true, verbatimSymlinks: true });
});

afterAll(() => {
  github?.close();
  for (const root of [main, fork]) if (root) rmSync(root, { recursive: true, force: true });
});

/** Without AWS's variables, as on a runner that got no credentials. */
const withoutAws = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith("AWS_"))
    .map((name) => [name, undefined]),
);

const run = (root: string, workflow: string, job: string, values: Readonly<Record<string, string>>) => {
  const env = { ...withoutAws, GITHUB_API_URL: github.url, GITHUB_RUN_ID: "1" };
  return runJob({ root, workflow, job, values: { "github.token": "token", ...values }, env });
};

it("plans a fork's pull request on the loopback, without credentials, and comments what it changes", async () => {
  writeFileSync(join(fork, "edge-handlers/greet/handler.js"), handler("good day"));
  const commit = commitAll(fork, "Greet otherwise");
  const head = { sha: commit, repo: { full_name: "kim/site" } };
  github.answers.set("/pulls", [{ number: 8, state: "open", body: "", head }]);
  await run(fork, "synth.yml", "synth", {});
  mkdirSync(join(main, "bundle"));
  cpSync(join(fork, "bundle/stacks"), join(main, "bundle/stacks"));
  const event = {
    "github.event.workflow_run.head_sha": commit,
    "github.event.workflow_run.head_branch": "fork",
    "github.event.workflow_run.head_repository.owner.login": "kim",
  };
  const { outputs } = await run(main, "plan.yml", "affected", event);
  expect(outputs).toMatchObject({ "needs.affected.outputs.number": "8", "needs.affected.outputs.fork": "true" });
  const matrix = { "matrix.environment": "dev", "matrix.stacks": "site-dev" };
  await run(main, "plan.yml", "plan-fork", { ...event, ...outputs, ...matrix });
  expect(github.comments).toHaveLength(1);
  const body = github.comments[0]?.body ?? "";
  // The change alone: the main branch was applied before.
  expect(body).toContain("good day");
  expect(body).toContain("Planned without credentials");
  expect(body).toContain("0 to add, 1 to change, 0 to destroy");
});
