import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { RunControl } from "@featheredge/loopback";
import { makePrivateFolder, replaceFile } from "@featheredge/loopback/files";
import { loopbackDirectory } from "../aws/target.ts";
import type { Context } from "../context.ts";
import type { StackFolder } from "../project/stacks.ts";

/**
 * Keeps a copy of a stack's local state next to the resources that it is about, for {@link checkState}. Terraform writes
 * the state in place, so that a kill or a full disk can leave a part of it. Does nothing for a state in S3.
 */
export function keepState(root: string, stack: StackFolder): void {
  const text = read(stateFile(stack));
  if (text === undefined || text === readCopy(root, stack)) return;
  const file = copyFile(root, stack);
  makePrivateFolder(dirname(file));
  replaceFile(file, `${checksum(text)}\n${text}`);
}

/** Forgets the copy of a stack's local state, which was moved: with it, {@link checkState} would restore the state. */
export function forgetState(root: string, stack: StackFolder): void {
  rmSync(copyFile(root, stack), { force: true });
}

/**
 * Restores a stack's local state from its copy where it is damaged or missing, at its own name and at those that it had
 * before it was renamed. A damaged one stays next to it, as `terraform.tfstate.damaged`.
 * @param destroy - The stack is to be destroyed, for which no state is needed.
 * @throws {DiagnosticError} when there is no copy, although the loopback has resources of the stack.
 */
export async function checkState(
  context: Pick<Context, "root" | "output">,
  runs: Pick<RunControl, "hasMade">,
  stack: StackFolder,
  destroy: boolean,
): Promise<void> {
  const names = [...new Set([stack.name, ...(stack.renamedFrom ?? [])])];
  const hasMade = async () => {
    for (const name of names) if (await runs.hasMade(name)) return true;
    return false;
  };
  for (const name of names) {
    const directory = join(dirname(stack.directory), name);
    await checkStateAt(context, { name, directory }, async () => !destroy && (await hasMade()));
  }
}

/** @param isNeeded - Whether the loopback has resources that only this state names. */
async function checkStateAt(
  { root, output }: Pick<Context, "root" | "output">,
  stack: StackFolder,
  isNeeded: () => Promise<boolean>,
): Promise<void> {
  const file = stateFile(stack);
  const name = relative(root, file);
  const text = read(file);
  const copy = readCopy(root, stack);
  const problem = text === undefined ? undefined : problemOf(text, copy);
  if (text === undefined ? copy === undefined : problem === undefined) return;
  if (copy === undefined && (await isNeeded())) {
    throw DiagnosticError.of("FE-CLI-025", {
      subject: stack.name,
      message: `${name} is damaged: ${problem}. There is no copy of it, so Terraform does not know the resources of ${stack.name} on the loopback; AWS is not affected.`,
      fix:
        "Restore the file from a backup, or run 'featheredge destroy' with --loopback and then 'featheredge up': it " +
        "makes everything that your environment describes again. Objects and values that you put there by hand are " +
        "lost then.",
    });
  }
  if (text !== undefined) setAside(stack);
  if (copy !== undefined) {
    mkdirSync(stack.directory, { recursive: true });
    replaceFile(file, copy);
  }
  const cause = text === undefined ? `${name} was missing` : `${name} was damaged (${problem})`;
  output.progress(`${cause}: ${copy === undefined ? "began without a state" : "restored it from its copy"}.`);
}

/** True if there is a local state that is not a state's JSON: Terraform could not write all of it. */
export function isStateDamaged(stack: StackFolder): boolean {
  const text = read(stateFile(stack));
  return text !== undefined && parse(text) === undefined;
}

/** Renames a damaged state, which stays next to the one that replaces it as `terraform.tfstate.damaged`. */
export function setAside(stack: StackFolder): void {
  renameSync(stateFile(stack), `${stateFile(stack)}.damaged`);
}

/**
 * @returns what is wrong with a state's text, completing "it is damaged: …"; undefined where nothing is.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
function problemOf(text: string, copy: string | undefined): string | undefined {
  const state = parse(text);
  if (state === undefined) return "it is not the JSON of a Terraform state";
  const kept = copy === undefined ? undefined : parse(copy);
  // Terraform counts the serial up with every change.
  const isSame = kept !== undefined && state.serial === kept.serial && state.lineage === kept.lineage;
  return isSame && text !== copy ? "its content was changed, and its serial was not" : undefined;
}

interface State {
  readonly serial: number;
  readonly lineage: string;
}

function parse(text: string): State | undefined {
  try {
    const { version, serial, lineage, resources } = JSON.parse(text);
    const isState = typeof version === "number" && typeof serial === "number" && Array.isArray(resources);
    return isState && typeof lineage === "string" ? { serial, lineage } : undefined;
  } catch {
    return undefined;
  }
}

/** Where `stacks/` puts a local state. */
function stateFile({ directory }: StackFolder): string {
  return join(directory, "terraform.tfstate");
}

function copyFile(root: string, { name }: StackFolder): string {
  return join(loopbackDirectory(root), "states", `${name}.tfstate`);
}

/** Undefined where there is none, or it is damaged itself. */
function readCopy(root: string, stack: StackFolder): string | undefined {
  const [sum, ...lines] = (read(copyFile(root, stack)) ?? "").split("\n");
  const text = lines.join("\n");
  return sum === checksum(text) ? text : undefined;
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
