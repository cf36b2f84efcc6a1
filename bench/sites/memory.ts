import { readdirSync, readFileSync } from "node:fs";

/**
 * The memory of a process and those that it started, directly or indirectly, as Linux reports it.
 *
 * @param without omits processes whose command line has this text, with those that they started
 * @returns MB of 2^20 bytes; 0 on systems without /proc
 */
export function residentMegabytes(pid: number, without?: string): number {
  const children = new Map<number, number[]>();
  for (const id of processes()) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? -1);
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const sum = (id: number): number => {
    if (without !== undefined && read(`/proc/${id}/cmdline`).includes(without)) return 0;
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0);
    return (children.get(id) ?? []).reduce((total, child) => total + sum(child), kilobytes / 1024);
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
