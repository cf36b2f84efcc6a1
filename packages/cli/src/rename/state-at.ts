import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { replaceFile } from "@featheredge/loopback/files";
import type { Context } from "../context.ts";
import { checkLock, type LockInfo, lockedState, lockInError } from "../locks/lock-info.ts";
import { lockOfFile } from "../locks/lock-of-file.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { backendBlock } from "../state/backend.ts";
import { stateFile } from "../state/stored-state.ts";
import { lockTimeout, runTerraform, type Session } from "../terraform/run-terraform.ts";
import { pullState } from "../terraform/state-version.ts";

/** The state of a stack at one of its names. */
export interface StateAt {
  /** @returns its JSON; "" where there is none */
  read(): Promise<string>;
  /** Replaces it, under its lock. The serial must be higher than that of the state there. */
  write(text: string): Promise<void>;
  /** Its lock; undefined where no command holds or left one. */
  lock(): Promise<LockInfo | undefined>;
  /** Removes its lock, which a killed command left. */
  unlock(lock: LockInfo): Promise<void>;
}

/** An id that no lock has: Terraform describes the lock that there is when it is asked to remove this one. */
const noId = "00000000-0000-0000-0000-000000000000";

/**
 * Opens the state that a stack has at one of its names.
 *
 * @param name - The stack's own name, or an earlier one.
 * @throws {AlreadyReported} when Terraform can't open it, after what it said.
 */
export async function withStateAt<Result>(
  context: Context,
  session: Session,
  stack: StackFolder,
  name: string,
  work: (state: StateAt) => Promise<Result>,
): Promise<Result> {
  const backend = backendBlock(readFileSync(join(stack.directory, "cdk.tf"), "utf8"));
  return backend === undefined
    ? work(localState(stack, name))
    : withStoredState(context, session, { stack, name, backend }, work);
}

/** A local state. Terraform would write it in place, so that a kill could leave a part of it. */
function localState(stack: StackFolder, name: string): StateAt {
  const folder = join(dirname(stack.directory), name);
  const file = join(folder, "terraform.tfstate");
  const lock = () => lockOfFile(folder, [stack.name, name]);
  return {
    lock,
    read: async () => (existsSync(file) ? readFileSync(file, "utf8") : ""),
    async write(text) {
      const held = await lock();
      if (held !== undefined) throw lockedState(stack, held, name);
      mkdirSync(folder, { recursive: true });
      replaceFile(file, text);
    },
    // The kernel has freed it with its process.
    unlock: async () => {},
  };
}

interface StoredAt {
  readonly stack: StackFolder;
  readonly name: string;
  /** The block of the stack's backend. */
  readonly backend: string;
}

/** Opens a state in S3 in a separate folder: no provider is needed, and the stack's folder stays initialized as it is. */
async function withStoredState<Result>(
  context: Context,
  session: Session,
  { stack, name, backend }: StoredAt,
  work: (state: StateAt) => Promise<Result>,
): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), "featheredge-state-"));
  // By this name the holder of a lock is found among the processes.
  const directory = join(scratch, name);
  // A state that is moved belongs to no run of Terraform's that the loopback could undo.
  const unreported: Session = { ...session, runs: undefined };
  const folder: StackFolder = { name, directory };
  const terraform = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runTerraform(context, unreported, folder, args);
    if (exitCode === 0) return;
    context.output.passOn(stdout + stderr);
    checkLock(stack, stderr, name);
    throw new AlreadyReported(`terraform ${args[0]} failed for the state of ${name}`);
  };
  try {
    mkdirSync(directory);
    const atName = backend.replace(`"${stack.name}${stateFile}"`, `"${name}${stateFile}"`);
    writeFileSync(join(directory, "backend.tf"), `terraform {\n${atName}\n}\n`);
    await terraform("init", "-input=false", "-no-color");
    return await work({
      read: () => pullState(context, unreported, folder),
      async write(text) {
        const file = join(directory, "moved.tfstate");
        writeFileSync(file, text, { mode: 0o600 });
        await terraform("state", "push", lockTimeout, file);
      },
      async lock() {
        const { stdout, stderr } = await runTerraform(context, unreported, folder, ["force-unlock", "-force", noId]);
        return lockInError(stdout + stderr);
      },
      unlock: ({ id }) => terraform("force-unlock", "-force", id),
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
