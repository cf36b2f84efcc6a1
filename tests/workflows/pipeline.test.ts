import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Loopback, startLoopback } from "@featheredge/loopback";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installReferenceSite, referenceEnvironment } from "#fixtures/reference-site.ts";
import { readWorkflow, runSteps } from "./steps.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const environment = "staging";
const { account, state } = await referenceEnvironment(environment);

let loopback: Loopback;
let github: Server;
let checkout: string;
const comments: { method: string; url: string; body: string }[] = [];

const startGitHub = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      if (request.method === "GET") {
        const user = { login: "github-actions[bot]", type: "Bot" };
        response.end(JSON.stringify(comments.map(({ body }, index) => ({ id: index + 1, body, user }))));
        return;
      }
      comments.push({ method: request.method ?? "", url: request.url ?? "", body: JSON.parse(text).body });
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
};

/** The repository's files as git has them, uncommitted ones included, with the reference site. */
const makeCheckout = async (): Promise<string> => {
  const directory = mkdtempSync(join(tmpdir(), "featheredge-checkout-"));
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  // git also lists a file that was deleted without a commit.
  const files = stdout.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
  for (const file of files) cpSync(join(root, file), join(directory, file));
  installReferenceSite(directory);
  return directory;
};

beforeAll(async () => {
  [loopback, github, checkout] = await Promise.all([startLoopback(), startGitHub(), makeCheckout()]);
  if (state.type === "s3") await loopback.ensureBucket({ name: state.bucket, region: state.region, account });
});

afterAll(async () => {
  await loopback?.close();
  github?.close();
  if (checkout) rmSync(checkout, { recursive: true, force: true });
});

const execute = async (job: Parameters<typeof runSteps>[1], values: Record<string, string>): Promise<string[]> => {
  const { port } = github.address() as AddressInfo;
  const outputs: string[] = [];
  for (const step of runSteps(checkout, job, values)) {
    const installs = step.run === "npm ci";
    const { stdout } = await run("bash", ["-e", "-o", "pipefail", "-c", step.run], {
      cwd: checkout,
      maxBuffer: 1 << 26,
      env: {
        ...process.env,
        // `npm ci` uses the runner's network; every later step has the loopback as AWS.
        ...(installs ? { npm_config_prefer_offline: "true" } : loopback.environment(account)),
        CI: "true",
        GITHUB_API_URL: `http://127.0.0.1:${port}`,
        GITHUB_REPOSITORY: "example/site",
        GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
        ...step.env,
      },
    });
    outputs.push(stdout);
  }
  return outputs;
};

describe("the pipeline, its steps run in order on the loopback", () => {
  it("plans a pull request's environment and comments it once, however often it runs", async () => {
    const job = readWorkflow(checkout, "plan.yml").jobs.plan;
    if (job === undefined) throw new Error("plan.yml has no job 'plan'");
    const values = {
      "matrix.environment": environment,
      "github.token": "token",
      "github.event.pull_request.number": "7",
    };
    await execute(job, values);
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatchObject({ method: "POST", url: "/repos/example/site/issues/7/comments" });
    expect(comments[0]?.body).toMatch(/: \*\*Plan: \d+ to add, 0 to change, 0 to destroy\.\*\*/);
    expect(comments[0]?.body).toContain("aws_cloudfront_distribution");

    const commentStep = runSteps(checkout, job, values).at(-1);
    await execute({ steps: [{ run: commentStep?.run ?? "", env: commentStep?.env ?? {} }] }, values);
    expect(comments[1]).toMatchObject({ method: "PATCH", url: "/repos/example/site/issues/comments/1" });
  });

  it("plans a deploy and leaves a sealed plan behind, unreadable without the key", async () => {
    const job = readWorkflow(checkout, "deploy-environment.yml").jobs.plan;
    if (job === undefined) throw new Error("deploy-environment.yml has no job 'plan'");
    const steps = runSteps(checkout, job, {
      "inputs.environment": environment,
      "secrets.FEATHEREDGE_PLAN_KEY": Buffer.alloc(32, 7).toString("base64"),
    }).filter((step) => step.run !== "npm ci");
    await execute({ steps }, {});
    const plans = join(checkout, ".featheredge/plans", environment);
    const search = await run("grep", ["-rl", "aws_cloudfront_distribution", plans]).catch((error) => error);
    expect(search.code).toBe(1);
  });
});
