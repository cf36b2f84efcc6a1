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

/** Sends a mixed load for a minute. @returns a table of the process tree's memory, and the answers by status */
export async function measureMemory({ port, pid }: Server): Promise<string> {
  const program = new URL("mixed-load.ts", import.meta.url).pathname;
  const loading = run(process.execPath, [
    "--import",
    "tsx",
    program,
    String(port),
    String(seconds),
    String(connections),
  ]);
  const rows = [["0", residentMegabytes(pid).toFixed(0)]];
  for (let second = everySeconds; second < seconds; second += everySeconds) {
    await wait(everySeconds * 1000);
    rows.push([String(second), residentMegabytes(pid).toFixed(0)]);
  }
  const { requests, statuses } = JSON.parse((await loading).stdout) as MixedLoad;
  rows.push([String(seconds), residentMegabytes(pid).toFixed(0)]);
  const answers = Object.entries(statuses).map(([status, count]) => `${count} with ${status}`);
  return `${table(["seconds", "memory (MB)"], rows)}\n\n${requests} requests were answered: ${answers.join(", ")}.`;
}
