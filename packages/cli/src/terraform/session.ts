import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { locateState } from "../rename/locate-state.ts";
import { AlreadyReported } from "../report/failure.ts";
import { configuredBackend, configuredLocation, initializedLocation } from "../state/backend.ts";
import { stateFile } from "../state/stored-state.ts";
import { isInitialized, rememberInitialized } from "./initialized.ts";
import { color, runTerraform, type Session } from "./run-terraform.ts";

export { color, lockTimeout, openSession, runTerraform, type Session } from "./run-terraform.ts";

/**
 * Initializes a stack's folder unless it is: the provider by its lock file, and the backend. Quiet unless it fails. The
 * backend of a renamed stack is where its state still is, so that a plan moves nothing.
 * @throws {AlreadyReported} when it fails, after what terraform said, and what may fix it.
 */
export async function initialize(context: Context, session: Session, stack: StackFolder): Promise<void> {
  const { name: earlier, left } = await locateState(context, session, stack);
  remember(session.locations, stack, earlier);
  remember(session.leftovers, stack, left);
  const backend = earlier === undefined ? undefined : earlierBackend(stack, earlier);
  const isAtLocation = initializedLocation(stack.directory) === (backend?.value ?? configuredLocation(stack.directory));
  if (isAtLocation && isInitialized(stack.directory, session.terraform)) {
    return;
  }
  // The folder is written by synthesis alone, so the backend in it is the truth, whatever was there before.
  const args = [
    "init",
    "-input=false",
    "-lockfile=readonly",
    "-reconfigure",
    ...(backend?.args ?? []),
    ...color(context),
  ];
  const { exitCode, stdout, stderr } = await runTerraform(context, session, stack, args);
  if (exitCode === 0) {
    rememberInitialized(stack.directory, session.terraform);
    return;
  }
  context.output.passOn(stdout + stderr);
  if (session.setup.provider.from === "nowhere") {
    context.output.passOn(
      "registry.terraform.io did not answer, and no filesystem mirror with the AWS provider was found here. " +
        "'featheredge doctor' says how to get it.\n",
    );
  }
  throw new AlreadyReported(`terraform init failed for ${stack.name}`);
}

function remember(names: Map<string, string>, { name }: StackFolder, earlier: string | undefined): void {
  if (earlier === undefined) names.delete(name);
  else names.set(name, earlier);
}

/** The setting of a stack's backend that finds the state at the stack's earlier name. */
function earlierBackend({ directory }: StackFolder, earlier: string): { value: string; args: string[] } {
  const [key, value] =
    configuredBackend(directory).type === "local"
      ? ["path", `../${earlier}/terraform.tfstate`]
      : ["key", `${earlier}${stateFile}`];
  return { value, args: [`-backend-config=${key}=${value}`] };
}
