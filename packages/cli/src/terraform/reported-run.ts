import { statSync } from "node:fs";
import { join } from "node:path";
import { type RunControl, type RunEnd, runVariables } from "@featheredge/loopback";
import type { Context } from "../context.ts";
import type { Finished } from "../process/run.ts";
import type { StackFolder } from "../project/stacks.ts";
import { isStateDamaged, keepState } from "./local-state.ts";

/**
 * Runs Terraform and reports to the loopback how it ended: what a killed run began is undone.
 * @param stack - With the folder of its local state, and the name under which a copy of it is kept, if it is an earlier one.
 * @param args - Terraform's command and its arguments.
 * @param work - Runs Terraform with these variables added to its environment.
 * @param agent - A name that requests of the run may carry in place of its id.
 */
export async function reportedRun(
  { root, env, interruption }: Pick<Context, "root" | "env" | "interruption">,
  runs: RunControl,
  stack: StackFolder & { readonly stateName?: string | undefined },
  [command]: readonly string[],
  work: (variables: Readonly<Record<string, string>>) => Promise<Finished>,
  agent?: string,
): Promise<Finished> {
  // A renamed stack's local state, and the copy of it, may still have the earlier name.
  const stated: StackFolder = { name: stack.stateName ?? stack.name, directory: stack.directory };
  const run = await runs.beginRun(stack.name, process.pid, agent);
  const before = unsavedState(stated);
  const report = async (end: RunEnd) => {
    const isUnsaved = unsavedState(stated) !== before || isStateDamaged(stated);
    await runs.endRun(run.id, isUnsaved ? "cut short" : end);
    if (!isUnsaved && end !== "cut short") keepState(root, stated);
  };
  let finished: Finished;
  try {
    finished = await work({ ...runVariables(run, env) });
  } catch (error) {
    // On one Ctrl-C Terraform ends by itself and stores its state; on a second one it is killed.
    await report(interruption.kill.aborted ? "cut short" : "ended");
    throw error;
  }
  await report(endOf(finished, command));
  return finished;
}

/** Shells and our supervisor report a signal as 128 and its number. */
function endOf({ exitCode }: Finished, command: string | undefined): RunEnd {
  if (exitCode === 0) return command === "apply" ? "applied" : "ended";
  return exitCode >= 128 ? "cut short" : "ended";
}

/**
 * When Terraform last left a state in the stack's folder because it could not store it. Where the disk is full it can't
 * leave one: then the local state is truncated, which {@link isStateDamaged} finds. Where a state in S3 and the file
 * here both fail, only Terraform's text says so; its JSON output would, but then people would not get its text.
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/push
 */
function unsavedState({ directory }: StackFolder): number | undefined {
  return statSync(join(directory, "errored.tfstate"), { throwIfNoEntry: false })?.mtimeMs;
}
