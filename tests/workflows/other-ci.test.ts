import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type Finished, finishing, repository } from "../loopback/command.ts";
import { git, initialize } from "./git-project.ts";

const read = (file: string): unknown => parse(readFileSync(join(repository, "docs", file), "utf8"), { merge: true });

const names = z.array(z.string()).min(1);
/** The keys of a job that tests read. @see https://docs.gitlab.com/ci/yaml/ */
interface GitLabJob {
  readonly extends?: string;
  readonly stage?: string;
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if: string; readonly when?: string }[];
  readonly id_tokens?: object;
  readonly script?: readonly string[];
}

/**
 * Lets gitlab-ci-local read a file as GitLab does: it checks GitLab's own schema, `extends`, `needs` and stages.
 *
 * @returns what it prints: the pipeline's jobs as JSON, or what is wrong
 */
async function checkGitLabFile(text: string): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), "featheredge-gitlab-"));
  try {
    writeFileSync(join(folder, ".gitlab-ci.yml"), text);
    initialize(folder);
    git(folder, "remote", "add", "origin", "git@gitlab.com:example/site.git");
    const program = join(repository, "node_modules/gitlab-ci-local/src/index.js");
    const args = [program, "--list-json"];
    return await finishing(spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("gitlab-ci.yml", () => {
  const text = readFileSync(join(repository, "docs/gitlab-ci.yml"), "utf8");
  const { stages, workflow: _, default: __, ...jobs } = parse(text) as Readonly<Record<string, GitLabJob>>;
  const all = Object.entries(jobs);
  /** A job with the keys of those that it extends. */
  const whole = (name: string): GitLabJob => {
    const own = jobs[name] ?? {};
    return own.extends === undefined ? own : { ...whole(own.extends), ...own };
  };

  it("is a pipeline that GitLab accepts", { timeout: 60_000 }, async () => {
    const { exitCode, stdout, stderr } = await checkGitLabFile(text);
    expect(exitCode, stderr).toBe(0);
    const named: { name: string; stage: string }[] = JSON.parse(stdout);
    expect(named.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["test", "synth", "plan:dev", "apply:dev", "plan:prod", "apply:prod"]),
    );
    const wrong: readonly (readonly [string, string, string])[] = [
      ["resource_group:", "resource_groop:", "'resource_groop' property is not expected"],
      ["plan, dev, prod]", "plan, prod, dev]", "is in a future stage"],
    ];
    for (const [right, mistake, message] of wrong) {
      expect(text).toContain(right);
      const rejected = await checkGitLabFile(text.replaceAll(right, mistake));
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stdout + rejected.stderr).toContain(message);
    }
  });

  it("has a stage, a script and a limit of time for each job", () => {
    expect(stages).toEqual(["test", "synth", "plan", "dev", "prod"]);
    for (const [name] of all.filter(([key]) => !key.startsWith("."))) {
      expect(whole(name)).toMatchObject({
        stage: expect.any(String),
        script: expect.any(Array),
        timeout: expect.any(String),
      });
    }
  });

  it("gives a token for AWS only to jobs of the default branch", () => {
    for (const [name] of all) {
      const { id_tokens: tokens, rules: own = [] } = whole(name);
      if (tokens === undefined) continue;
      expect(own.every((rule) => rule.if === "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH")).toBe(true);
    }
  });

  it("applies only what was planned, in order, and production after an approval", () => {
    expect(whole("apply:dev").script?.join()).toContain("--digest");
    expect(whole("plan:prod").needs).toContain("apply:dev");
    expect(whole("apply:prod").rules).toMatchObject([{ when: "manual" }]);
    for (const name of ["plan:dev", "plan:prod"]) expect(whole(name).needs).toContain("synth");
  });
});

const requirements = z.array(z.enum(["approved", "mergeable", "undiverged"]));
const steps = z.strictObject({ steps: z.array(z.strictObject({ run: z.string() })).min(1) });

/** @see https://www.runatlantis.io/docs/server-side-repo-config */
const server = z.strictObject({
  repos: z.array(
    z.strictObject({
      id: z.string(),
      branch: z.string().regex(/^\/.*\/$/),
      workflow: z.string(),
      allowed_overrides: z.array(z.string()),
      allow_custom_workflows: z.boolean(),
      plan_requirements: requirements,
      apply_requirements: requirements,
      delete_source_branch_on_merge: z.boolean(),
    }),
  ),
  workflows: z.record(z.string(), z.strictObject({ plan: steps, apply: steps })),
});

/** @see https://www.runatlantis.io/docs/repo-level-atlantis-yaml */
const repositoryFile = z.strictObject({
  version: z.literal(3),
  automerge: z.boolean(),
  parallel_plan: z.boolean(),
  parallel_apply: z.boolean(),
  abort_on_execution_order_fail: z.boolean(),
  projects: z.array(
    z.strictObject({
      name: z.string(),
      dir: z.literal("."),
      execution_order_group: z.number().int(),
      autoplan: z.strictObject({ enabled: z.boolean(), when_modified: names }),
    }),
  ),
});

describe("the files for Atlantis", () => {
  const { repos, workflows } = server.parse(read("atlantis/repos.yaml"));
  const { projects } = repositoryFile.parse(read("atlantis/atlantis.yaml"));

  it("let no pull request bring a workflow", () => {
    for (const repo of repos) {
      expect(repo).toMatchObject({ allowed_overrides: [], allow_custom_workflows: false });
      expect(Object.keys(workflows)).toContain(repo.workflow);
      expect(repo.apply_requirements).toContain("approved");
    }
  });

  it("run a pull request's code without the server's environment, and plan by the main branch's code", () => {
    const lines = Object.values(workflows).flatMap(({ plan, apply }) =>
      [...plan.steps, ...apply.steps].map(({ run }) => run),
    );
    const calls = lines.filter((line) => /\bnp[mx] /.test(line));
    expect(calls.length).toBeGreaterThan(3);
    for (const line of calls)
      expect(line).toMatch(/^(env -i PATH="\$PATH" HOME=|cd \/srv\/featheredge-main && npx featheredge )/);
    expect(lines.at(-1)).toContain("--digest");
  });

  it("apply environments one after the other", () => {
    const groups = projects.map(({ execution_order_group: group }) => group);
    expect(groups).toEqual([...new Set(groups)].sort((a, b) => a - b));
  });
});
