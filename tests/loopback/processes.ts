import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Reads the parent of each process. */
async function parents(): Promise<ReadonlyMap<number, number>> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  return new Map(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]),
  );
}

/** Lists the processes that a process has started, directly or indirectly. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const all = Array.from(await parents());
  const below = (parent: number): number[] =>
    all.filter(([, itsParent]) => itsParent === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** Selects the processes that still run. */
export async function stillRunning(pids: readonly number[]): Promise<number[]> {
  const running = await parents();
  return pids.filter((pid) => running.has(pid));
}
