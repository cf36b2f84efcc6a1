import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Interruption } from "./interruption.ts";

export interface RunOptions {
  readonly cwd: string;
  /** `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interruption: Pick<Interruption, "stop" | "kill">;
  /** Told what the process prints, as it prints it. */
  readonly onStdout?: (text: string) => void;
  readonly onStderr?: (text: string) => void;
}

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end, without a shell.
 *
 * It gets a process group of its own, so that a terminal's Ctrl-C reaches it once, through us: terraform takes a second
 * one as an order to drop everything, its state's lock included.
 * @throws what `stop` was aborted with, once the program has ended.
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  const { stop, kill } = options.interruption;
  stop.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const onStop = () => signalGroup(child, "SIGINT");
    const onKill = () => signalGroup(child, "SIGKILL");
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
    child.once("close", (code, signal) => {
      unwatch();
      if (stop.aborted) {
        reject(stop.reason);
      } else {
        resolve({ exitCode: code ?? 128 + constants.signals[signal ?? "SIGKILL"], ...printed });
      }
    });
  });
}

function collect(stream: NodeJS.ReadableStream, take: (text: string) => void): void {
  stream.setEncoding("utf8");
  stream.on("data", take);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}
