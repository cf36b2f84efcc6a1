import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { descendantsOf, stillRunning } from "../loopback/processes.ts";

/** The runner died in a job, as a machine does that is switched off. */
export class RunnerDeath extends Error {}

/**
 * Kills a process and all that it has started when a signal is aborted.
 * @returns a function to call when the process has ended, which throws RunnerDeath if it was killed, once no process is left
 */
export function dieOnSignal(child: ChildProcess, signal: AbortSignal | undefined): () => Promise<void> {
  let killing: Promise<readonly number[]> | undefined;
  const kill = () => {
    killing = killAll(Number(child.pid));
  };
  if (signal?.aborted) kill();
  signal?.addEventListener("abort", kill);
  return async () => {
    signal?.removeEventListener("abort", kill);
    if (killing === undefined) return;
    const killed = await killing;
    for (let waited = 0; (await stillRunning(killed)).length > 0; waited += 100) {
      if (waited > 15_000) throw new Error(`Processes remain: ${await stillRunning(killed)}`);
      await delay(100);
    }
    throw new RunnerDeath("The runner died.");
  };
}

async function killAll(pid: number): Promise<readonly number[]> {
  const killed = [pid, ...(await descendantsOf(pid))];
  for (const one of killed) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
  return killed;
}
