import { execFile } from "node:child_process";
import { hostname } from "node:os";
import { promisify } from "node:util";
import type { LockInfo } from "./lock-info.ts";

/** A running process. */
export interface RunningProcess {
  readonly pid: number;
  readonly started: Date;
  /** Its program and arguments. */
  readonly args: string;
}

/** Lists the processes of this machine. */
export async function runningProcesses(): Promise<RunningProcess[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,lstart=,args="], {
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    maxBuffer: 1 << 26,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, started, args] = /^\s*(\d+)\s+(\w{3} \w{3}\s+\d+ [\d:]{8} \d{4})\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || args === undefined
      ? []
      : [{ pid: Number(pid), started: new Date(`${started} UTC`), args }];
  });
}

/** `ps` shows when a process started in whole seconds, counted from the start of the machine. */
const tolerance = 2000;

/**
 * The process that may hold a lock: a Terraform that works on the stack on this machine, and started before the lock was
 * made. The holder on another machine can't be found.
 * @param stacks - The names of the folders in which Terraform works on the stack: its own, or one that it had earlier.
 * @param host - This machine's name, by which Terraform signs locks.
 */
export function findHolder(
  stacks: readonly string[],
  { who, created }: Pick<LockInfo, "who" | "created">,
  processes: readonly RunningProcess[],
  host = hostname(),
): RunningProcess | undefined {
  if (who.slice(who.lastIndexOf("@") + 1) !== host) return undefined;
  return processes.find(
    ({ started, args }) =>
      stacks.includes(/^\S*terraform -chdir=(\S+)/.exec(args)?.[1]?.split("/").at(-1) ?? "") &&
      started.getTime() <= created.getTime() + tolerance,
  );
}
