import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findHolder, runningProcesses } from "./holder.ts";
import { type LockInfo, lockInFile } from "./lock-info.ts";

/**
 * The lock of a local state. The kernel frees it with the process that has it: the file of one that has ended locks
 * nothing.
 *
 * @param folder - Where the state is.
 * @param stacks - The names of the folders in which Terraform works on it.
 */
export async function lockOfFile(folder: string, stacks: readonly string[]): Promise<LockInfo | undefined> {
  const file = join(folder, ".terraform.tfstate.lock.info");
  const lock = existsSync(file) ? lockInFile(readFileSync(file, "utf8")) : undefined;
  const isHeld = lock !== undefined && findHolder(stacks, lock, await runningProcesses()) !== undefined;
  return isHeld ? lock : undefined;
}
