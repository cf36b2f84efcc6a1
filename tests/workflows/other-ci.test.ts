import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { repository } from "../loopback/command.ts";

const read = (file: string): unknown => parse(readFileSync(join(repository, "docs", file), "utf8"), { merge: true });

const names = z.array(z.string()).min(1);
const minutes = z.string().regex(/^\d+m$/);
const variables = z.record(z.string(), z.string());
const rules = z
  .array(z.strictObject({ if: z.string(), when: z.enum(["manual", "on_success", "never"]).optional() }))
  .min(1);

/** The keys of a job that the file uses. @see https://docs.gitlab.com/ci/yaml/ */
const job = z.strictObject({
  extends: z.string().optional(),
  stage: z.enum(["test", "synth", "plan", "deploy"]).optional(),
  timeout: minutes.optional(),
  interruptible: z.boolean().optional(),
  resource_group: z.string().optional(),
  needs: names.optional(),
  rules: rules.optional(),
  parallel: z.strictObject({ matrix: z.array(z.record(z.string(), names)) }).optional(),
  id_tokens: z.record(z.string(), z.strictObject({ aud: z.string() })).optional(),
  environment: z.strictObject({ name: z.string(), action: z.enum(["start", "prepare"]).optional() }).optional(),
  variables: variables.optional(),
  before_script: names.optional(),
  script: names.optional(),
  artifacts: z
    .strictObject({ paths: names, reports: z.strictObject({ dotenv: z.string() }), expire_in: z.string() })
    .optional(),
});

const gitlab = z
  .object({
    stages: names,
    workflow: z.strictObject({ rules }),
    default: z.strictObject({
      image: z.string(),
      interruptible: z.boolean(),
      cache: z.strictObject({ key: z.strictObject({ files: names.max(2) }), paths: names }),
      before_script: names,
    }),
  })
  .catchall(job);

describe("gitlab-ci.yml", () => {
  const { stages, workflow: _, default: defaults, ...jobs } = gitlab.parse(read("gitlab-ci.yml"));
  const all = Object.entries(jobs as Readonly<Record<string, z.output<typeof job>>>);
  /** A job with the keys of those that it extends. */
  const whole = (name: string): z.output<typeof job> => {
    const own = jobs[name] as z.output<typeof job>;
    return own.extends === undefined ? own : { ...whole(own.extends), ...own };
  };

  it("has a stage, a script and a limit of time for each job", () => {
    expect(stages).toEqual(["test", "synth", "plan", "deploy"]);
    expect(defaults.cache.key.files).toEqual(["package-lock.json"]);
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

  it("names only jobs and stages that exist", () => {
    for (const [, { needs = [], extends: base }] of all) {
      for (const name of [...needs, ...(base === undefined ? [] : [base])]) expect(Object.keys(jobs)).toContain(name);
    }
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
