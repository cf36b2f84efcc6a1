import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

const command = fileURLToPath(new URL("../../packages/cli/bin/featheredge.js", import.meta.url));

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** Where and with what a command runs; `undefined` takes a variable of ours away. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: Record<string, string | undefined>;
}

/** Starts the command as a user does, in a process of its own. */
export function start(args: readonly string[], { cwd, env = {} }: Surroundings): Started {
  const child = spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  const finished = new Promise<Finished>((resolve) => {
    child.once("close", (exitCode) => resolve({ exitCode, ...printed }));
  });
  return { process: child, finished };
}

export function featheredge(args: readonly string[], surroundings: Surroundings): Promise<Finished> {
  return start(args, surroundings).finished;
}
