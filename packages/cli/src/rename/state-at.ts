import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Context } from "../context.ts";
import { checkLock } from "../locks/lock-info.ts";
import type { StackFolder } from "../project/stacks.ts";
import { AlreadyReported } from "../report/failure.ts";
import { backendBlock } from "../state/backend.ts";
import { stateFile } from "../state/stored-state.ts";
import { runTerraform, type Session } from "../terraform/run-terraform.ts";
import { pullState } from "../terraform/state-version.ts";

/** The state of a stack at one of its names. */
export interface StateAt {
  /** @returns its JSON; "" where there is none */
  read(): Promise<string>;
  /** Replaces it, under its lock. The serial must be higher than that of the state there. */
  write(text: string): Promise<void>;
}

/**
 * Opens the state that a stack has at one of its names, in a separate folder: no provider is needed, and the stack's
 * folder stays initialized as it is.
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
  const directory = mkdtempSync(join(tmpdir(), "featheredge-state-"));
  // A state that is moved belongs to no run of Terraform's that the loopback could undo.
  const unreported: Session = { ...session, runs: undefined };
  const folder: StackFolder = { name, directory };
  const terraform = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runTerraform(context, unreported, folder, args);
    if (exitCode === 0) return;
    context.output.passOn(stdout + stderr);
    checkLock({ ...stack, name }, stderr);
    throw new AlreadyReported(`terraform ${args[0]} failed for the state of ${name}`);
  };
  try {
    writeFileSync(join(directory, "backend.tf"), `terraform {\n${backendOf(stack, name)}\n}\n`);
    await terraform("init", "-input=false", "-no-color");
    return await work({
      read: () => pullState(context, unreported, folder),
      async write(text) {
        const file = join(directory, "moved.tfstate");
        writeFileSync(file, text, { mode: 0o600 });
        await terraform("state", "push", "-lock-timeout=20s", file);
      },
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The backend of a stack's configuration, with the location that the state has at another name. */
function backendOf({ name: own, directory }: StackFolder, name: string): string {
  const text = readFileSync(join(directory, "cdk.tf"), "utf8");
  const block = backendBlock(text);
  if (block !== undefined) return block.replace(`"${own}${stateFile}"`, `"${name}${stateFile}"`);
  const path = join(dirname(directory), name, "terraform.tfstate");
  return `  backend "local" {\n    path = ${JSON.stringify(path)}\n  }`;
}
