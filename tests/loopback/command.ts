import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

const command = fileURLToPath(new URL("../../packages/cli/bin/featheredge.js", import.meta.url));

/** The result of a command. Its exit code is null if it was killed. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** The folder and environment of a command. `undefined` removes a variable of this process. */
export interface Surroundings {
  readonly cwd: string;
  readonly env?: Record<string, string | undefined>;
}

/** Starts featheredge as a user does, in a separate process. */
export function start(args: readonly string[], { cwd, env = {} }: Surroundings): Started {
  const child = spawn(process.execPath, [command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { process: child, finished: finishing(child) };
}

/** Collects the output of a process until it ends. @throws if it can't be started */
export function finishing(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Finished> {
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      printed[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, ...printed }));
  });
}

/** Runs featheredge until it ends. */
export function featheredge(args: readonly string[], surroundings: Surroundings): Promise<Finished> {
  return start(args, surroundings).finished;
}

/** Runs featheredge until it ends. @throws Error with all that it printed if it does not succeed */
export async function succeed(args: readonly string[], surroundings: Surroundings): Promise<Finished> {
  const finished = await featheredge(args, surroundings);
  if (finished.exitCode !== 0) {
    throw new Error(
      `featheredge ${args.join(" ")} ended with ${finished.exitCode}:\n${finished.stdout}${finished.stderr}`,
    );
  }
  return finished;
}

/** The numbers of resources that a plan changes. */
interface Changes {
  readonly import: number;
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

/** The changes of a plan that has nothing to do. */
export const noChanges: Changes = { import: 0, add: 0, change: 0, destroy: 0 };

/** Plans an environment on its project's loopback. @returns the changes of each stack, from the plan's JSON */
export async function plannedChanges(root: string, environment: string): Promise<readonly Changes[]> {
  const { exitCode, stdout, stderr } = await featheredge(["plan", environment, "--loopback", "--json"], { cwd: root });
  if (exitCode !== 0) throw new Error(`featheredge plan ${environment}: ${stderr}`);
  return JSON.parse(stdout).stacks.map(({ changes }: { readonly changes: Changes }) => changes);
}
