import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { configuredBackend } from "../state/backend.ts";
import { runTerraform, type Session } from "../terraform/run-terraform.ts";
import { findHolder, runningProcesses } from "./holder.ts";
import { type LockInfo, lockInError, lockInFile } from "./lock-info.ts";

/** An id that no lock has: Terraform describes the lock that there is when it is asked to remove this one. */
const noId = "00000000-0000-0000-0000-000000000000";

/** The lock of a stack's state; undefined where no command holds or left one. The stack must be initialized. */
export async function findLock(context: Context, session: Session, stack: StackFolder): Promise<LockInfo | undefined> {
  if (configuredBackend(stack.directory).type === "s3") {
    const { stdout, stderr } = await runTerraform(context, session, stack, ["force-unlock", "-force", noId]);
    return lockInError(stdout + stderr);
  }
  // The kernel frees the lock of a local state with its process: the file of one that has ended locks nothing.
  const folder = join(dirname(stack.directory), session.locations.get(stack.name) ?? stack.name);
  const file = join(folder, ".terraform.tfstate.lock.info");
  const lock = existsSync(file) ? lockInFile(readFileSync(file, "utf8")) : undefined;
  const isHeld = lock !== undefined && findHolder(stack.name, lock, await runningProcesses()) !== undefined;
  return isHeld ? lock : undefined;
}

/**
 * Removes a lock.
 * @throws {AlreadyReported} when Terraform fails, after what it said.
 */
export async function removeLock(
  context: Context,
  session: Session,
  stack: StackFolder,
  { id }: LockInfo,
): Promise<void> {
  const { exitCode, stderr } = await runTerraform(context, session, stack, ["force-unlock", "-force", id]);
  if (exitCode === 0) return;
  context.output.passOn(stderr);
  throw new AlreadyReported(`terraform force-unlock failed for ${stack.name}`);
}
