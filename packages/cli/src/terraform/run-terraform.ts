import { chmodSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Measure, RunControl } from "@featheredge/loopback";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { type Finished, run } from "../process/run.ts";
import type { StackFolder } from "../project/stacks.ts";
import { type TerraformEnvironment, terraformEnvironment } from "./environment.ts";
import { readLockFile } from "./lock-file.ts";
import { findTerraform, type Terraform } from "./program.ts";
import { reportedRun } from "./reported-run.ts";

/** A terraform that is ready to work on an environment's stacks. */
export interface Session {
  readonly terraform: Terraform;
  readonly setup: TerraformEnvironment;
  /** Where Terraform's AWS is; nothing: the caller's own environment decides. */
  readonly aws: Readonly<Record<string, string | undefined>>;
  /** Receives a report of each run. @default none */
  readonly runs?: RunControl | undefined;
  /** Takes the time of each command. @default runs it */
  readonly measure?: Measure | undefined;
  /** True if no one waits for its commands: other processes go first. */
  readonly background?: boolean;
  /** The earlier names of renamed stacks whose states are still there, by the stacks' names. */
  readonly locations: Map<string, string>;
  /** The earlier names at which a move that was cut short left a copy of the state, by the stacks' names. */
  readonly leftovers: Map<string, string>;
}

/** Finds terraform and prepares its environment for stacks that are synthesized already. */
export async function openSession(
  { root, env, output }: Context,
  stacks: readonly StackFolder[],
  { variables, runs }: Pick<AwsTarget, "variables" | "runs">,
): Promise<Session> {
  const terraform = await findTerraform(env);
  const [stack] = stacks;
  const providerVersion = stack && readLockFile(stack.directory).providers.get("registry.terraform.io/hashicorp/aws");
  const setup = await terraformEnvironment({ root, env, providerVersion });
  setup.notes.forEach(output.progress);
  return { terraform, setup, aws: variables, runs, locations: new Map(), leftovers: new Map() };
}

/** The output of a terraform command, and its readers. */
export interface Sinks {
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
}

/** A terraform whose parent was killed ends within ten seconds, and keeps its lock on the state until then. */
export const lockTimeout = "-lock-timeout=20s";

/** Runs one terraform command in a stack's folder. */
export function runTerraform(
  context: Context,
  session: Session,
  stack: StackFolder,
  args: readonly string[],
  sinks: Sinks = {},
): Promise<Finished> {
  const { measure = (_, work) => work() } = session;
  return measure(`terraform ${args[0]} ${stack.name}`, () => runCommand(context, session, stack, args, sinks));
}

function runCommand(
  context: Context,
  { terraform, setup, aws, runs, locations, background }: Session,
  stack: StackFolder,
  args: readonly string[],
  sinks: Sinks,
): Promise<Finished> {
  hideState(stack);
  const work = (variables: Readonly<Record<string, string>> = {}) =>
    run(terraform.path, [`-chdir=${stack.directory}`, ...args], {
      cwd: context.root,
      env: { ...context.env, ...setup.variables, ...aws, ...variables },
      interruption: context.interruption,
      privateFiles: true,
      background,
      ...sinks,
    });
  if (runs === undefined) return work();
  const earlier = locations.get(stack.name);
  const directory = earlier === undefined ? stack.directory : join(dirname(stack.directory), earlier);
  return reportedRun(context, runs, { name: stack.name, directory, stateName: earlier }, args, work);
}

/** Local state holds values of stores and parameters: a file that an earlier version made becomes its owner's alone. */
function hideState({ directory }: StackFolder): void {
  for (const name of readdirSync(directory).filter((file) => /^(terraform|errored)\.tfstate/.test(file))) {
    chmodSync(join(directory, name), 0o600);
  }
}

/** Terraform colors what it prints even where it is not read on a terminal. */
export function color({ output, env }: Context): string[] {
  return output.terminal && !env.NO_COLOR ? [] : ["-no-color"];
}
