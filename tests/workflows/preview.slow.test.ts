import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeFolder } from "#fixtures/copy.ts";
import { repository, succeed } from "../loopback/command.ts";
import { projectWith } from "../loopback/own-project.ts";
import { requestEdge } from "../loopback/request-edge.ts";
import { type FakeGitHub, startGitHub } from "./fake-github.ts";
import { commitAll, git, initialize } from "./git-project.ts";
import { runJob } from "./run-job.ts";

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const account = "111111111111";

const environment = `import type { EnvironmentInput } from "./schema.ts";

export default {
  account: "${account}",
  region: "eu-west-1",
  state: { type: "s3", bucket: "state-${account}", region: "eu-west-1" },
  protections: { preventDestroy: false },
  handlers: { greet: {} },
  distributions: {
    site: {
      comment: "Site",
      waitForDeployment: false,
      preview: {
        domainName: "preview.example.com",
        certificate: "arn:aws:acm:us-east-1:${account}:certificate/11111111-2222-3333-4444-555555555555",
      },
      origins: { pages: { type: "static", content: { from: "dist" } } },
      defaultBehavior: { origin: "pages", viewerProtocolPolicy: "allow-all", viewerRequest: "greet" },
    },
  },
} satisfies EnvironmentInput;
`;

const greet = (text: string) => `import { onViewerRequest, respond } from "@featheredge/edge-sdk";

export default onViewerRequest((request) => (request.path === "/hello" ? respond(200, "${text}") : request));
`;

let loopback: Loopback;
let github: FakeGitHub;
/** The main branch, whose code has a token for AWS. */
let main: string;
/** A pull request's branch. */
let change: string;

const write = (root: string, path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeAll(async () => {
  [loopback, github] = await Promise.all([startLoopback({ edge: {} }), startGitHub()]);
  main = projectWith({ handlers: { greet: greet("main") } });
  cpSync(join(repository, ".github"), join(main, ".github"), { recursive: true });
  write(main, "environments/qa.ts", environment);
  write(main, "dist/index.html", "main");
  write(main, ".gitignore", "node_modules\n.featheredge\ncdktf.out\nbundle\n");
  initialize(main);
  await loopback.ensureBucket({ name: `state-${account}`, region: "eu-west-1", account });
  for (const args of [
    ["plan", "qa", "--save"],
    ["apply", "qa"],
  ]) {
    await succeed(args, { cwd: main, env: loopback.environment(account) });
  }
  change = join(makeFolder(), "change");
  git(main, "worktree", "add", "-q", "-b", "change", change);
  for (const name of ["node_modules", ".featheredge"])
    cpSync(join(main, name), join(change, name), { recursive: true, verbatimSymlinks: true });
});

afterAll(async () => {
  await loopback?.close();
  github?.close();
  for (const root of [main, change]) if (root) rmSync(root, { recursive: true, force: true });
});

const run = (root: string, job: readonly [string, string], values: Record<string, string>, withAws = false) => {
  const variables = { GITHUB_API_URL: github.url, GITHUB_RUN_ID: "1", GITHUB_TOKEN: "token" };
  const env = withAws ? { ...variables, ...loopback.environment(account) } : variables;
  return runJob({ root, workflow: job[0], job: job[1], values: { "github.token": "token", ...values }, env });
};

const served = async () => {
  const port = loopback.edge?.httpPort ?? 0;
  const get = (path: string) => requestEdge({ port, host: "pr-7.preview.example.com", path });
  const [hello, page] = [await get("/hello"), await get("/index.html")];
  return [hello.status, hello.body, page.body];
};
/** The time after which the function reads a changed entry. */
const untilFresh = () => delay(5_500);

/** Commits and synthesizes the pull request, and gives its artifact to the main branch's jobs. */
async function push(text: string): Promise<Record<string, string>> {
  write(change, "edge-handlers/greet/handler.ts", greet(text));
  write(change, "dist/index.html", `page ${text}`);
  const sha = commitAll(change, text);
  const pull = { number: 7, state: "open", body: "", head: { sha, repo: { full_name: "example/site" } } };
  github.answers.set("/pulls", [pull]);
  const event = { "github.event_name": "pull_request", "github.event.pull_request.number": "7" };
  await run(change, ["synth.yml", "synth"], event);
  mkdirSync(join(main, "bundle"), { recursive: true });
  cpSync(join(change, "bundle/previews"), join(main, "bundle/previews"));
  return {
    "github.event.workflow_run.head_sha": sha,
    "github.event.workflow_run.head_branch": "change",
    "github.event.workflow_run.head_repository.owner.login": "example",
    "matrix.environment": "qa",
  };
}

describe("the workflow that previews pull requests, its steps run in order on the loopback", () => {
  it("puts a pull request up, comments its address, and updates both", async () => {
    for (const text of ["first", "second"]) {
      const values = await push(text);
      const { outputs } = await run(main, ["preview.yml", "built"], values);
      expect(outputs).toMatchObject({
        "needs.built.outputs.number": "7",
        "needs.built.outputs.fork": "false",
        "needs.built.outputs.previews": '["qa"]',
      });
      await run(main, ["preview.yml", "up"], { ...values, ...outputs }, true);
      await untilFresh();
      expect(await served()).toEqual([200, text, `page ${text}`]);
      expect(github.comments).toHaveLength(1);
      expect(github.comments[0]?.body).toContain("https://pr-7.preview.example.com/");
      expect(github.comments[0]?.body).toContain(values["github.event.workflow_run.head_sha"]?.slice(0, 12));
    }
  });

  it("puts nothing up that was altered after it was built, or is another pull request's", async () => {
    const values = await push("third");
    const { outputs } = await run(main, ["preview.yml", "built"], values);
    const file = join(main, "bundle/previews");
    const built = readFileSync(file);
    writeFileSync(file, Buffer.concat([built, Buffer.from(" ")]));
    const altered = run(main, ["preview.yml", "up"], { ...values, ...outputs }, true);
    await expect(altered).rejects.toThrow(/FE-CLI-149|was altered since/);
    writeFileSync(file, built);
    const other = { ...values, ...outputs, "needs.built.outputs.number": "8" };
    await expect(run(main, ["preview.yml", "up"], other, true)).rejects.toThrow(/is of the preview 'pr-7'/);
    expect(await served()).toEqual([200, "second", "page second"]);
  });

  it("gives a fork no preview", async () => {
    const values = await push("fourth");
    const [pull] = github.answers.get("/pulls") as [{ head: object }];
    github.answers.set("/pulls", [{ ...pull, head: { ...pull.head, repo: { full_name: "mallory/site" } } }]);
    const { outputs } = await run(main, ["preview.yml", "built"], values);
    expect(outputs["needs.built.outputs.fork"]).toBe("true");
  });

  it("removes the preview when the pull request is closed, and says so", async () => {
    const { outputs } = await run(main, ["preview.yml", "environments"], {});
    expect(outputs).toEqual({ "needs.environments.outputs.previews": '["qa"]' });
    const values = { "matrix.environment": "qa", "github.event.pull_request.number": "7" };
    await run(main, ["preview.yml", "down"], values, true);
    await untilFresh();
    expect((await served())[0]).toBe(404);
    expect(github.comments).toMatchObject([{ body: expect.stringContaining("The preview is removed.") }]);
  });

  it("removes previews that were left, once a day, and none of an open pull request", async () => {
    const env = loopback.environment(account);
    for (const name of ["pr-8", "pr-9"]) await succeed(["preview", "up", "qa", "--name", name], { cwd: main, env });
    github.answers.set("/pulls", [{ number: 9, state: "open" }]);
    await run(main, ["preview.yml", "sweep"], { "matrix.environment": "qa" }, true);
    const { stdout } = await succeed(["preview", "list", "qa", "--json"], { cwd: main, env });
    expect(JSON.parse(stdout).distributions[0].previews).toMatchObject([{ name: "pr-9", isUp: true }]);
  });
});
