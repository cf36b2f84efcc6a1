/** The memory of the data plane under a mixed load, and the statuses that it answers with. */
import { execFile } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { residentMegabytes } from "../processes.ts";
import { table } from "../table.ts";
import type { MixedLoad } from "./mixed-load.ts";
import type { Server } from "./start.ts";

const seconds = 60;
const connections = 20;
const everySeconds = 10;

const run = promisify(execFile);

/** When the cache, the engines and the environments of Lambda functions are warm. */
const warmSeconds = 20;

export interface MeasuredMemory {
  /** A table of the process tree's memory, and the answers by status. */
  readonly text: string;
  /** The memory at the end, as a multiple of that after twenty seconds; undefined on systems without /proc. */
  readonly growth: number | undefined;
  /** The number of answers with another status than 200. */
  readonly failures: number;
}

/** Sends a mixed load for a minute. */
export async function measureMemory({ port, pid }: Server): Promise<MeasuredMemory> {
  const program = new URL("mixed-load.ts", import.meta.url).pathname;
  const loading = run(process.execPath, [
    "--import",
    "tsx",
    program,
    String(port),
    String(seconds),
    String(connections),
  ]);
  const megabytes = new Map([[0, residentMegabytes(pid)]]);
  for (let second = everySeconds; second < seconds; second += everySeconds) {
    await wait(everySeconds * 1000);
    megabytes.set(second, residentMegabytes(pid));
  }
  const { requests, statuses } = JSON.parse((await loading).stdout) as MixedLoad;
  const end = residentMegabytes(pid);
  const rows = [...megabytes, [seconds, end] as const].map(([second, size]) => [String(second), size.toFixed(0)]);
  const answers = Object.entries(statuses).map(([status, count]) => `${count} with ${status}`);
  return {
    text: `${table(["seconds", "memory (MB)"], rows)}\n\n${requests} requests were answered: ${answers.join(", ")}.`,
    growth: end === 0 ? undefined : end / (megabytes.get(warmSeconds) ?? Number.NaN),
    failures: requests - (statuses[200] ?? 0),
  };
}
