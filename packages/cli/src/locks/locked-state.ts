import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";
import { withStateAt } from "../rename/state-at.ts";
import type { Session } from "../terraform/run-terraform.ts";
import type { LockInfo } from "./lock-info.ts";

/** The lock of a stack's state. */
export interface Locked {
  /** The name at which the state is locked: the stack's own, or one that it had before it was renamed. */
  readonly at: string;
  readonly lock: LockInfo;
}

/**
 * The lock of a stack's state, wherever the stack has one: a command that was killed while it moved the state of a renamed
 * stack may have left it at either name. Undefined where no command holds or left one.
 */
export async function findLock(context: Context, session: Session, stack: StackFolder): Promise<Locked | undefined> {
  for (const at of new Set([stack.name, ...(stack.renamedFrom ?? [])])) {
    const lock = await withStateAt(context, session, stack, at, (state) => state.lock());
    if (lock !== undefined) return { at, lock };
  }
  return undefined;
}

/**
 * Removes a lock.
 * @throws {AlreadyReported} when Terraform fails, after what it said.
 */
export async function removeLock(
  context: Context,
  session: Session,
  stack: StackFolder,
  { at, lock }: Locked,
): Promise<void> {
  await withStateAt(context, session, stack, at, (state) => state.unlock(lock));
}
