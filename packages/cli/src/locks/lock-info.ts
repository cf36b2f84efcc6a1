import { stripVTControlCharacters } from "node:util";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { StackFolder } from "../project/stacks.ts";

/** The lock of a state, as Terraform wrote it. */
export interface LockInfo {
  readonly id: string;
  /** The command that holds it: `plan`. */
  readonly operation: string;
  /** `user@host` */
  readonly who: string;
  readonly created: Date;
}

/**
 * Reads the lock that Terraform describes in an error.
 * @param printed - What it wrote to standard error.
 * @returns undefined where it describes none
 */
export function lockInError(printed: string): LockInfo | undefined {
  // Terraform colors its text on a terminal, and where a command has no option against it.
  const text = stripVTControlCharacters(printed);
  const field = (name: string) => new RegExp(`^[│\\s]*${name}:[ \\t]*(.*)$`, "m").exec(text)?.[1]?.trim();
  const [id, operation, who, created] = [field("ID"), field("Operation"), field("Who"), field("Created")];
  if (id === undefined || operation === undefined || who === undefined || created === undefined) return undefined;
  return { id, operation: commandOf(operation), who, created: dateOf(created) };
}

/** Reads the file that Terraform writes next to a locked local state. @returns undefined where it is not such a file */
export function lockInFile(text: string): LockInfo | undefined {
  try {
    const { ID: id, Operation: operation, Who: who, Created: created } = JSON.parse(text);
    return { id, operation: commandOf(operation), who, created: new Date(created) };
  } catch {
    return undefined;
  }
}

/** `OperationTypePlan` is Terraform's name for what a plan does. */
function commandOf(operation: string): string {
  return operation.replace(/^OperationType/, "").toLowerCase();
}

/** Go writes `2026-11-29 19:52:01.123456789 +0000 UTC`. */
function dateOf(text: string): Date {
  const [, day, time, milliseconds = ""] = /^(\S+) (\d\d:\d\d:\d\d)(\.\d{1,3})?/.exec(text) ?? [];
  return new Date(`${day}T${time}${milliseconds}Z`);
}

/** Completes "is locked": since when, by whom, and for what. */
export function describeLock({ operation, who, created }: LockInfo, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - created.getTime()) / 60_000));
  const age = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  const since = created.toISOString().slice(0, 19).replace("T", " ");
  return `since ${since} UTC (${age}) by ${who}, for '${operation}'`;
}

/**
 * Reports a state that is locked, where that is why Terraform failed.
 * @param printed - What Terraform wrote to standard error.
 * @param at - The name at which the state is, if it is an earlier one of the stack.
 * @throws {DiagnosticError} with the holder of the lock, and the command that removes it
 */
export function checkLock(stack: StackFolder, printed: string, at = stack.name): void {
  const lock = /Error acquiring the state lock/.test(printed) ? lockInError(printed) : undefined;
  if (lock !== undefined) throw lockedState(stack, lock, at);
}

/** The error for a state that is locked: with the holder of the lock, and the command that removes it. */
export function lockedState(
  { name, environment = "<environment>" }: StackFolder,
  lock: LockInfo,
  at = name,
): DiagnosticError {
  return DiagnosticError.of("FE-CLI-100", {
    subject: name,
    message: `The state of ${at} is locked ${describeLock(lock, new Date())}.`,
    fix: `Wait until that command ends. If it was killed, remove its lock: featheredge unlock ${environment} ${name}`,
  });
}
