import { type ChildProcessByStdio, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Readable, Writable } from "node:stream";
import { supervisorFile } from "@featheredge/loopback/supervisor-file";
import type { Interruption } from "./interruption.ts";

export interface RunOptions {
  readonly cwd: string;
  /** `undefined` removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: Pick<Interruption, "stop" | "kill">;
  /** Lets only the owner read the files that the process creates. */
  readonly privateFiles?: boolean;
  /** Lets other processes go first: no one waits for this one. */
  readonly background?: boolean | undefined;
  /** Called with the process's output as it is printed. */
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
}

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The exit code that shells report for a process that was ended by SIGKILL. */
const killed = 137;

/** Terraform takes a while to end: on an interrupt it stops its providers and writes its state. */
const supervision = ["--signal=SIGINT", "--grace-ms=10000"];

/**
 * Runs a program to its end, without a shell. It ends with this process, however that ends.
 *
 * It gets its own process group, so that a terminal's Ctrl-C reaches it once, through this process: terraform exits at
 * a second one without releasing its state's lock.
 * @throws the reason of `stop` once the program has ended.
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  const { stop, kill } = options.interruption;
  stop.throwIfAborted();
  return new Promise((resolve, reject) => {
    const settings = options.privateFiles === true ? [...supervision, "--umask=077"] : supervision;
    const child = spawn(process.execPath, [supervisorFile, ...settings, command, ...args], {
      cwd: options.cwd,
      env: options.env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    if (options.background === true && child.pid !== undefined) yieldToOthers(child.pid);
    // The process may have ended before a signal is passed on.
    child.stdin.on("error", () => {});
    const onStop = () => passOn(child, "SIGINT");
    const onKill = () => passOn(child, "SIGKILL");
    stop.addEventListener("abort", onStop);
    kill.addEventListener("abort", onKill);
    const printed = { stdout: "", stderr: "" };
    collect(child.stdout, (text) => {
      printed.stdout += text;
      options.onStdout?.(text);
    });
    collect(child.stderr, (text) => {
      printed.stderr += text;
      options.onStderr?.(text);
    });
    const unwatch = () => {
      stop.removeEventListener("abort", onStop);
      kill.removeEventListener("abort", onKill);
    };
    child.once("error", (error) => {
      unwatch();
      reject(error);
    });
    child.once("close", (code) => {
      unwatch();
      if (stop.aborted) {
        reject(stop.reason);
      } else {
        resolve({ exitCode: code ?? killed, ...printed });
      }
    });
  });
}

/** The supervisor has not started the program yet, which inherits this. */
function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process has ended, or the system has no priorities.
  }
}

function collect(stream: NodeJS.ReadableStream, take: (text: string) => void): void {
  stream.setEncoding("utf8");
  stream.on("data", take);
}

function passOn(child: ChildProcessByStdio<Writable, Readable, Readable>, signal: NodeJS.Signals): void {
  child.stdin.write(`${signal}\n`);
}
