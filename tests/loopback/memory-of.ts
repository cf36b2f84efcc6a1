import { readFileSync } from "node:fs";
import { descendantsOf } from "./processes.ts";

/** The memory of processes in MB, and how many of them run Lambda functions. */
export interface ProcessMemory {
  readonly total: number;
  readonly functions: number;
}

/** Measures a process and its descendants, without Terraform and its providers, which come and go. */
export async function memoryOf(pid: number): Promise<ProcessMemory> {
  let total = 0;
  let functions = 0;
  for (const one of [pid, ...(await descendantsOf(pid))]) {
    const command = readProcess(one, "cmdline").split("\0");
    if (command[0]?.includes("terraform")) continue;
    total += Number(/^VmRSS:\s+(\d+)/m.exec(readProcess(one, "status"))?.[1] ?? 0) / 1024;
    if (command.some((part) => part.endsWith("function-process.js"))) functions += 1;
  }
  return { total: Math.round(total), functions };
}

/** Reads a file of Linux about a process; empty if the process has ended. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}
