import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface YamlStep {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, unknown>;
}

export interface Job {
  readonly permissions?: Record<string, string>;
  readonly environment?: string;
  readonly secrets?: unknown;
  readonly uses?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly outputs?: Record<string, string>;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly YamlStep[];
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress"?: unknown };
  readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> | string };
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Record<string, string>;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress"?: unknown };
  readonly jobs: Record<string, Job>;
}

/** A step that a shell runs. */
export interface RunStep {
  readonly id?: string;
  readonly run: string;
  readonly env: Record<string, string>;
  /** True if it runs after a step that failed, too. */
  readonly always: boolean;
  /** The output of an earlier step, and the value that it must have for this step to run. */
  readonly needs?: { readonly output: string; readonly value: string };
}

export const readWorkflow = (root: string, name: string): Workflow =>
  parse(readFileSync(join(root, ".github/workflows", name), "utf8")) as Workflow;

/** The `run:` steps of a job in order, those of its local actions included, with expressions looked up in `values`. */
export const runSteps = (root: string, job: Job, values: Readonly<Record<string, string>>): RunStep[] =>
  (job.steps ?? []).flatMap((step): RunStep[] => {
    if (step.uses?.startsWith("./")) {
      const action = parse(readFileSync(join(root, step.uses, "action.yml"), "utf8")) as { runs: Job };
      return runSteps(root, action.runs, values);
    }
    const condition = readCondition(step.if);
    const isOfStep = condition?.output.startsWith("steps.") === true;
    if (step.run === undefined) return [];
    if (condition !== undefined && !isOfStep && values[condition.output] !== condition.value) return [];
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, text]) => [key, resolve(text, values)]));
    const always = step.if === "always()";
    const id = step.id === undefined ? {} : { id: step.id };
    return [{ ...id, run: step.run, env, always, ...(isOfStep ? { needs: condition } : {}) }];
  });

/** The parts of a condition such as `needs.plan.outputs.changes == 'true'`; undefined for one of another form. */
const readCondition = (condition: string | undefined): RunStep["needs"] => {
  const [, output, value] = /^([\w.-]+) == '([^']*)'$/.exec(condition ?? "") ?? [];
  return output === undefined || value === undefined ? undefined : { output, value };
};

const resolve = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the workflow uses \${{ ${name} }}, which this test gives no value`);
    return value;
  });
