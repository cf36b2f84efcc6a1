import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process's time in these. */
const ticksPerSecond = 100;

/**
 * The processor time that a process and all below it have taken.
 * @returns seconds; undefined where the system has no /proc
 */
export function cpuSeconds(pid: number): number | undefined {
  let ticks = 0;
  const below = new Map<number, number[]>();
  const taken = new Map<number, number>();
  try {
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const fields = statOf(name);
      if (fields === undefined) continue;
      const [parent = 0, user = 0, system = 0] = fields;
      below.set(parent, [...(below.get(parent) ?? []), Number(name)]);
      taken.set(Number(name), user + system);
    }
  } catch {
    return undefined;
  }
  const waiting = [pid];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    ticks += taken.get(next) ?? 0;
    waiting.push(...(below.get(next) ?? []));
  }
  return ticks / ticksPerSecond;
}

/** Parent, user and system ticks; undefined for a process that has ended meanwhile. */
function statOf(pid: string): readonly number[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name, in parentheses, may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return [1, 11, 12].map((index) => Number(fields[index]));
  } catch {
    return undefined;
  }
}
