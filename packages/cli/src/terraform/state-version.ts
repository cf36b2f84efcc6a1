import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { runTerraform, type Session } from "./run-terraform.ts";

/** Which version of a stack's state there is: Terraform writes each with the next serial number. */
export interface StateVersion {
  /** An id that Terraform gives a state when it is made; "" where there is no state yet. */
  readonly lineage: string;
  readonly serial: number;
}

const noState: StateVersion = { lineage: "", serial: 0 };

/**
 * Reads the version of a stack's state. The stack must be initialized.
 * @throws {AlreadyReported} when Terraform can't read the state, after what it said.
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export async function readStateVersion(context: Context, session: Session, stack: StackFolder): Promise<StateVersion> {
  return parseStateVersion(await pullState(context, session, stack));
}

/**
 * Reads a stack's state as JSON; "" where there is none. The stack must be initialized.
 * @throws {AlreadyReported} when Terraform can't read it, after what it said.
 */
export async function pullState(context: Context, session: Session, stack: StackFolder): Promise<string> {
  const { exitCode, stdout, stderr } = await runTerraform(context, session, stack, ["state", "pull"]);
  if (exitCode !== 0) {
    context.output.passOn(stderr);
    throw new AlreadyReported(`terraform state pull failed for ${stack.name}`);
  }
  return stdout;
}

/** The version that a state's JSON names. Terraform prints nothing where there is no state. */
export function parseStateVersion(pulled: string): StateVersion {
  if (pulled.trim() === "") return noState;
  const { lineage, serial } = JSON.parse(pulled);
  return { lineage: String(lineage), serial: Number(serial) };
}
