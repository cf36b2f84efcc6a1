import { DiagnosticError } from "@featheredge/diagnostics";
import { ambientAws, loopbackAws, openedWhile } from "../aws/target.ts";
import type { Context } from "../context.ts";
import { findStack } from "../destroy/select-stacks.ts";
import { requireTools } from "../doctor/required.ts";
import { findHolder, runningProcesses } from "../locks/holder.ts";
import { describeLock, type LockInfo } from "../locks/lock-info.ts";
import { findLock, removeLock } from "../locks/locked-state.ts";
import { loadEnvironment } from "../project/registry.ts";
import { readGoneStacks, readStacks, type Stack } from "../project/stacks.ts";
import { buildStacks } from "../project/synthesis.ts";
import { openSession } from "../terraform/session.ts";

export interface UnlockOptions {
  /** On the loopback instead of AWS. */
  readonly loopback: boolean;
  /** Agrees without a terminal: the id of the lock that was shown. */
  readonly lockId?: string | undefined;
  /** One JSON document instead of text. */
  readonly json: boolean;
}

/**
 * Removes the lock of a stack's state that a killed command left, after showing whose it is.
 * @param stackName - The stack's name, or its entry's in the environment.
 * @throws {DiagnosticError} when its holder still runs on this machine, or removing it is not agreed to
 */
export async function unlock(
  context: Context,
  name: string,
  stackName: string,
  { loopback, lockId, json }: UnlockOptions,
): Promise<void> {
  const { root, env, output, confirm } = context;
  const environment = await loadEnvironment(root, name);
  await requireTools(env, loopback);
  const opening = loopback
    ? loopbackAws(context, environment)
    : Promise.resolve(await ambientAws(context, name, environment));
  const target = await openedWhile(opening, () => buildStacks(context, name));
  try {
    const stack = findStack(name, stackName, [...readStacks(root, name), ...readGoneStacks(root, name)]);
    const session = await openSession(context, [stack], target);
    const locked = await findLock(context, session, stack);
    if (locked === undefined) return report(context, json, stack, undefined);
    const { at, lock } = locked;
    const described = `The state of ${at} is locked ${describeLock(lock, new Date())}`;
    const holder = findHolder([stack.name, at], lock, await runningProcesses());
    if (holder !== undefined) {
      throw DiagnosticError.of("FE-CLI-102", {
        subject: stack.name,
        message: `${described}, which still runs on this machine as process ${holder.pid}.`,
        fix: `Wait until it ends, or stop it: kill -INT ${holder.pid}`,
      });
    }
    output.progress(`${described}. Its id is ${lock.id}.`);
    if (lockId === undefined && confirm === undefined) {
      throw DiagnosticError.of("FE-CLI-103", {
        subject: stack.name,
        message: `${described}. There is no terminal to ask on whether to remove the lock.`,
        fix: `If that command no longer runs anywhere: featheredge unlock ${name} ${stackName} --lock-id ${lock.id}`,
      });
    }
    const agreed = lockId === undefined ? await confirm?.("Remove this lock?") : lockId === lock.id;
    if (agreed !== true && lockId !== undefined) {
      throw DiagnosticError.of("FE-CLI-103", {
        subject: stack.name,
        message: `${described}, with the id ${lock.id}, which is not '${lockId}'.`,
        fix: "Look again whose lock it is.",
      });
    }
    if (agreed !== true) return output.progress("Nothing was changed.");
    await removeLock(context, session, stack, locked);
    report(context, json, stack, lock);
  } finally {
    await target.close();
  }
}

function report({ output }: Context, json: boolean, { name }: Stack, lock: LockInfo | undefined): void {
  if (json) {
    const removed = lock === undefined ? undefined : { ...lock, created: lock.created.toISOString() };
    output.print(`${JSON.stringify({ stack: name, unlocked: lock !== undefined, lock: removed }, undefined, 2)}\n`);
  } else output.print(lock === undefined ? `The state of ${name} is not locked.\n` : `Removed the lock of ${name}.\n`);
}
