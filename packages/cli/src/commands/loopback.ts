import { DiagnosticError } from "@featheredge/diagnostics";
import { type LoopbackClient, wipe } from "@featheredge/loopback";
import { loopbackDirectory, projectLoopback, targetOn } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { runAttached } from "../process/run-attached.ts";
import { type Environment, environmentNames, loadEnvironment } from "../project/registry.ts";
import { AlreadyReported } from "../report/failure.ts";
import { terraformEnvironment } from "../terraform/environment.ts";
import { environmentOfStack, providerVariables, usesTerraform } from "../terraform/other-command.ts";

export interface LoopbackCommandOptions {
  /** Whose account the command acts in. @default that of the stack that a command of cdktf names, else `local` */
  readonly environment?: string | undefined;
  /** Forgets first what the loopback keeps. */
  readonly wipe: boolean;
}

/**
 * Runs any command with its AWS on this machine.
 * @param command - The program and its arguments; may be empty with `wipe`.
 * @throws {DiagnosticError} when there is nothing to do.
 * @throws {AlreadyReported} when the command fails, since it has reported why.
 */
export async function loopback(
  context: Context,
  command: readonly string[],
  options: LoopbackCommandOptions,
): Promise<void> {
  const { root, output } = context;
  if (options.wipe) {
    await wipe(loopbackDirectory(root));
    output.progress("The loopback is empty.");
  }
  const [program, ...args] = command;
  if (program === undefined) {
    if (options.wipe) return;
    throw DiagnosticError.of("FE-CLI-001", {
      subject: "loopback",
      message: "loopback takes the command to run after '--'.",
      fix: "Give one, such as: featheredge loopback -- aws s3 ls",
    });
  }
  const stacksOf = usesTerraform(command) ? environmentOfStack(command, await environmentNames(root)) : undefined;
  const environment = await loadEnvironment(root, options.environment ?? stacksOf ?? "local");
  const running = await projectLoopback(context);
  try {
    const exitCode = usesTerraform(command)
      ? await runWithTerraform(context, running, environment, program, args)
      : await runAttached(program, args, { ...context, variables: running.environment(environment.account) });
    if (exitCode !== 0) throw new AlreadyReported(`${program} ended with exit code ${exitCode}`, exitCode);
  } finally {
    await running.close();
  }
}

/** Runs cdktf or Terraform: the environment's state bucket exists, and `init` may install the provider. */
async function runWithTerraform(
  context: Context,
  running: LoopbackClient,
  environment: Environment,
  program: string,
  args: readonly string[],
): Promise<number> {
  const { root, env } = context;
  const setup = await terraformEnvironment({ root, env });
  const target = await targetOn(running, environment);
  const variables = { ...providerVariables(setup), ...target.variables };
  return target.withRegistry(setup, () => runAttached(program, args, { ...context, variables }));
}
