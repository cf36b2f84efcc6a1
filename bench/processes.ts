import { readdirSync, readFileSync } from "node:fs";

/**
 * The memory of a process and those that it started, directly or indirectly, as Linux reports it.
 *
 * @param without omits processes whose command line has this text, with those that they started
 * @returns MB of 2^20 bytes; 0 on systems without /proc
 */
export function residentMegabytes(pid: number, without?: string): number {
  const kilobytes = (id: number) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0);
  return sumOverTree(pid, without, kilobytes) / 1024;
}

/** Linux counts processor time in ticks: 100 in a second on every system that Node.js runs on. */
const ticksPerSecond = 100;

/**
 * The processor time, of user and system, of a process and those that it started, directly or indirectly, and that run.
 *
 * @param without omits processes whose command line has this text, with those that they started
 * @returns seconds; 0 on systems without /proc
 */
export function processorSeconds(pid: number, without?: string): number {
  // After the name in parentheses, which may have spaces: user and system time are fields 14 and 15 of the line.
  const ticks = (id: number) => {
    const fields = read(`/proc/${id}/stat`)
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  };
  return sumOverTree(pid, without, ticks) / ticksPerSecond;
}

function sumOverTree(pid: number, without: string | undefined, measure: (id: number) => number): number {
  const children = new Map<number, number[]>();
  for (const id of processes()) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const sum = (id: number): number => {
    if (without !== undefined && read(`/proc/${id}/cmdline`).includes(without)) return 0;
    return (children.get(id) ?? []).reduce((total, child) => total + sum(child), measure(id));
  };
  return sum(pid);
}

function processes(): readonly number[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** The text of a file; empty for a process that has ended. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
