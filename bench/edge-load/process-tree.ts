import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process's memory in pages of this many bytes. */
const pageBytes = 4096;

/** Linux counts a process's time in these. */
const ticksPerSecond = 100;

/**
 * The processor time that a process and all below it have taken.
 * @returns seconds; undefined where the system has no /proc
 */
export function cpuSeconds(pid: number): number | undefined {
  return sumOfTree(pid, ({ ticks }) => ticks / ticksPerSecond);
}

/**
 * The memory that a process and all below it have in use (RSS).
 * @returns MB; undefined where the system has no /proc
 */
export function memoryMb(pid: number): number | undefined {
  return sumOfTree(pid, ({ pages }) => (pages * pageBytes) / 1e6);
}

function sumOfTree(pid: number, amountOf: (stat: Stat) => number): number | undefined {
  let sum = 0;
  const below = new Map<number, number[]>();
  const stats = new Map<number, Stat>();
  try {
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const stat = statOf(name);
      if (stat === undefined) continue;
      below.set(stat.parent, [...(below.get(stat.parent) ?? []), Number(name)]);
      stats.set(Number(name), stat);
    }
  } catch {
    return undefined;
  }
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const stat = stats.get(next);
    if (stat !== undefined) sum += amountOf(stat);
    waiting.push(...(below.get(next) ?? []));
  }
  return sum;
}

interface Stat {
  readonly parent: number;
  /** User and system time. */
  readonly ticks: number;
  readonly pages: number;
}

/** @returns undefined for a process that has ended meanwhile */
function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in parentheses, may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [parent = 0, user = 0, system = 0, pages = 0] = [1, 11, 12, 21].map((index) => Number(fields[index]));
    return { parent, ticks: user + system, pages };
  } catch {
    return undefined;
  }
}
