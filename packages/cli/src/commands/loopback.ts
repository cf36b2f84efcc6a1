import { DiagnosticError } from "@featheredge/diagnostics";
import { wipe } from "@featheredge/loopback";
import { loopbackDirectory, projectLoopback } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { runAttached } from "../process/run-attached.ts";
import { loadEnvironment } from "../project/registry.ts";
import { AlreadyReported } from "../report/failure.ts";

export interface LoopbackCommandOptions {
  /** Whose account the command acts in. */
  readonly environment: string;
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
  const { account } = await loadEnvironment(root, options.environment);
  const running = await projectLoopback(context);
  try {
    const exitCode = await runAttached(program, args, { ...context, variables: running.environment(account) });
    if (exitCode !== 0) throw new AlreadyReported(`${program} ended with exit code ${exitCode}`, exitCode);
  } finally {
    await running.close();
  }
}
