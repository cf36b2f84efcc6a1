import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { git } from "./git-project.ts";
import { type Job, readWorkflow, runSteps } from "./steps.ts";

export interface JobRun {
  /** The checkout that the job works in. */
  readonly root: string;
  readonly workflow: string;
  readonly job: string;
  /** The values of expressions. */
  readonly values: Readonly<Record<string, string>>;
  /** The variables of the runner: of AWS, and of GitHub's API. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs the `run:` steps of a job as GitHub does: in order, by bash, with the outputs of steps. Artifacts stay where they
 * are, and packages are installed already.
 * @returns the job's outputs, and what its steps printed
 * @throws with the output of the step that fails, whose job then fails, too
 */
export async function runJob({ root, workflow, job: name, values, env }: JobRun) {
  const job: Job | undefined = readWorkflow(root, workflow).jobs[name];
  if (job === undefined) throw new Error(`${workflow} has no job '${name}'`);
  const stepOutputs: Record<string, string> = {};
  const printed: string[] = [];
  for (const step of runSteps(root, job, values).filter(({ run }) => run !== "npm ci")) {
    const [outputs, summary] = [join(root, ".featheredge", "outputs"), join(root, ".featheredge", "step-summary")];
    writeFileSync(outputs, "");
    const { stdout, stderr } = await promisify(execFile)("bash", ["-e", "-o", "pipefail", "-c", step.run], {
      cwd: root,
      maxBuffer: 1 << 26,
      env: {
        ...process.env,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_REPOSITORY: "example/site",
        GITHUB_SHA: git(root, "rev-parse", "HEAD"),
        GITHUB_ACTOR: "kim",
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
        ...env,
        ...step.env,
      },
    });
    printed.push(stdout + stderr);
    for (const line of readFileSync(outputs, "utf8")
      .split("\n")
      .filter((one) => one !== "")) {
      const [key, value] = line.split(/=(.*)/s);
      stepOutputs[`steps.${step.id}.outputs.${key}`] = value ?? "";
    }
  }
  const outputs = Object.entries(job.outputs ?? {}).map(([key, expression]) => {
    const [, path = ""] = /^\$\{\{ (.*) \}\}$/.exec(expression) ?? [];
    return [`needs.${name}.outputs.${key}`, stepOutputs[path] ?? ""] as const;
  });
  return { outputs: Object.fromEntries(outputs), printed: printed.join("") };
}
