import { chmodSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Measure, type RunControl, runVariables } from "@featheredge/loopback";
import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { type Finished, run } from "../process/run.ts";
import type { StackFolder } from "../project/stacks.ts";
import { type TerraformEnvironment, terraformEnvironment } from "./environment.ts";
import { readLockFile } from "./lock-file.ts";
import { findTerraform, type Terraform } from "./program.ts";
import type { ProviderPool } from "./providers/provider-pool.ts";
import { reportedRun } from "./reported-run.ts";

/** A terraform that is ready to work on an environment's stacks. */
export interface Session {
  readonly terraform: Terraform;
  readonly setup: TerraformEnvironment;
  /** Where Terraform's AWS is; nothing: the caller's own environment decides. */
  readonly aws: Readonly<Record<string, string | undefined>>;
  /** Receives a report of each run. @default none */
  readonly runs?: RunControl | undefined;
  /** Provider processes that commands share. @default each command starts the provider itself */
  readonly providers?: ProviderPool | undefined;
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

/** The commands for which Terraform needs the provider. */
const needingProvider: ReadonlySet<string | undefined> = new Set(["apply", "plan", "show"]);

/** Terraform and its provider spend a fifth of their time on collecting garbage of a heap that they soon give back. */
const garbageCollection = { GOGC: "400" };

function runCommand(
  context: Context,
  { terraform, setup, aws, runs, locations, background, providers }: Session,
  stack: StackFolder,
  args: readonly string[],
  sinks: Sinks,
): Promise<Finished> {
  hideState(stack);
  const env = { ...garbageCollection, ...context.env, ...setup.variables, ...aws };
  const work = (variables: Readonly<Record<string, string>> = {}) =>
    run(terraform.path, [`-chdir=${stack.directory}`, ...args], {
      cwd: context.root,
      env: { ...env, ...variables },
      interruption: context.interruption,
      privateFiles: true,
      background,
      ...sinks,
    });
  if (runs === undefined) return work();
  const earlier = locations.get(stack.name);
  const directory = earlier === undefined ? stack.directory : join(dirname(stack.directory), earlier);
  const reported = { name: stack.name, directory, stateName: earlier };
  if (providers === undefined || !needingProvider.has(args[0])) return reportedRun(context, runs, reported, args, work);
  const { agent } = providers;
  return reportedRun(
    context,
    runs,
    reported,
    args,
    async (variables) => {
      const attached = await providers.variables(stack.directory, { ...env, ...runVariables({ id: agent }, env) });
      let isClean = false;
      try {
        const finished = await work({ ...variables, ...attached });
        // 2 is a plan with changes.
        isClean = finished.exitCode === 0 || (args[0] === "plan" && finished.exitCode === 2);
        return finished;
      } finally {
        await providers.settle(stack.directory, isClean);
      }
    },
    agent,
  );
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
