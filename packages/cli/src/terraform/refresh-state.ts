import type { AwsTarget } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { checkState } from "./local-state.ts";
import { color, initialize, lockTimeout, runTerraform, type Session } from "./session.ts";

/**
 * Stores in a stack's state what AWS has now, and changes no resource. A later plan need not read it again then.
 * @throws {AlreadyReported} when terraform fails, after what it said.
 * @throws {DiagnosticError} when the state is damaged and can't be restored.
 * @see https://developer.hashicorp.com/terraform/tutorials/state/refresh
 */
export async function refreshState(
  context: Context,
  session: Session,
  target: AwsTarget,
  stack: StackFolder,
): Promise<void> {
  if (target.runs !== undefined) await checkState(context, target.runs, stack, false);
  await target.withRegistry(session.setup, () => initialize(context, session, stack));
  const args = ["apply", "-refresh-only", "-auto-approve", "-input=false", lockTimeout, ...color(context)];
  const sinks = { onStderr: context.output.passOn };
  const { exitCode } = await runTerraform(context, session, stack, args, sinks);
  if (exitCode !== 0) throw new AlreadyReported(`terraform apply -refresh-only failed for ${stack.name}`);
}
