import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finishing } from "../loopback/command.ts";
import { git } from "./git-project.ts";
import { dieOnSignal, RunnerDeath } from "./runner-death.ts";
import { type Job, type RunStep, readWorkflow, runSteps } from "./steps.ts";

export interface JobRun {
  /** The checkout that the job works in. */
  readonly root: string;
  readonly workflow: string;
  readonly job: string;
  /** The values of expressions. */
  readonly values: Readonly<Record<string, string>>;
  /** The variables of the runner: of AWS, and of GitHub's API. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The runner dies when it is aborted: every process of the job is killed. */
  readonly death?: AbortSignal | undefined;
  /** Gets the steps' output while they run. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/**
 * Runs the `run:` steps of a job as GitHub does: in order, by bash, with the outputs of steps. Artifacts stay where they
 * are, and packages are installed already.
 * @returns the job's outputs, and what its steps printed
 * @throws with the output of the step that fails, whose job then fails, too
 * @throws RunnerDeath after `death`, once no process of the job is left
 */
export async function runJob(run: JobRun) {
  const { root, workflow, job: name, values, env } = run;
  const job: Job | undefined = readWorkflow(root, workflow).jobs[name];
  if (job === undefined) throw new Error(`${workflow} has no job '${name}'`);
  const stepOutputs: Record<string, string> = {};
  const printed: string[] = [];
  let failure: unknown;
  for (const step of runSteps(root, job, values).filter(({ run }) => run !== "npm ci")) {
    if (failure !== undefined && !step.always) continue;
    if (step.needs !== undefined && stepOutputs[step.needs.output] !== step.needs.value) continue;
    const [outputs, summary] = [join(root, ".featheredge", "outputs"), join(root, ".featheredge", "step-summary")];
    writeFileSync(outputs, "");
    const variables = {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "example/site",
      GITHUB_SHA: git(root, "rev-parse", "HEAD"),
      GITHUB_ACTOR: "kim",
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: summary,
      ...env,
    };
    try {
      printed.push(await runStep(step, run, variables));
    } catch (error) {
      if (error instanceof RunnerDeath) throw error;
      failure ??= error;
    }
    for (const line of readFileSync(outputs, "utf8")
      .split("\n")
      .filter((one) => one !== "")) {
      const [key, value] = line.split(/=(.*)/s);
      stepOutputs[`steps.${step.id}.outputs.${key}`] = value ?? "";
    }
  }
  if (failure !== undefined) throw failure;
  const outputs = Object.entries(job.outputs ?? {}).map(([key, expression]) => {
    const [, path = ""] = /^\$\{\{ (.*) \}\}$/.exec(expression) ?? [];
    return [`needs.${name}.outputs.${key}`, stepOutputs[path] ?? ""] as const;
  });
  return { outputs: Object.fromEntries(outputs), printed: printed.join("") };
}

async function runStep(
  step: RunStep,
  { root, death, onOutput }: JobRun,
  variables: NodeJS.ProcessEnv,
): Promise<string> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    cwd: root,
    env: { ...process.env, ...variables, ...step.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const finished = finishing(child);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: string) => onOutput?.(text));
  const died = dieOnSignal(child, death);
  const { exitCode, stdout, stderr } = await finished;
  await died();
  if (exitCode !== 0) throw new Error(`${step.run} ended with ${exitCode}:\n${stdout}${stderr}`);
  return stdout + stderr;
}
