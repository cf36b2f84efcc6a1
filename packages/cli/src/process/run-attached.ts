import { spawn } from "node:child_process";
import { constants } from "node:os";
import { DiagnosticError } from "@featheredge/diagnostics";
import type { Interruption } from "./interruption.ts";

export interface AttachedOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Added to `env`; `undefined` removes a variable. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly interruption: Pick<Interruption, "stop" | "kill">;
}

/**
 * Runs a program on the user's terminal, without a shell. It stays in this process's group, so that it can read the
 * terminal and gets Ctrl-C directly.
 *
 * @returns its exit code
 * @throws {DiagnosticError} when it can't be started
 * @throws the reason of `stop` once the program has ended
 */
export function runAttached(program: string, args: readonly string[], options: AttachedOptions): Promise<number> {
  const { env, variables, interruption } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...env, ...variables }, stdio: "inherit" });
    const onStop = () => child.kill("SIGTERM");
    const onKill = () => child.kill("SIGKILL");
    interruption.stop.addEventListener("abort", onStop);
    interruption.kill.addEventListener("abort", onKill);
    const unwatch = () => {
      interruption.stop.removeEventListener("abort", onStop);
      interruption.kill.removeEventListener("abort", onKill);
    };
    child.once("error", (error) => {
      unwatch();
      reject(
        DiagnosticError.of("FE-CLI-011", {
          subject: program,
          message: `'${program}' can't be run: ${error.message}.`,
          fix: "Name a program that is on PATH.",
        }),
      );
    });
    child.once("close", (code, signal) => {
      unwatch();
      if (interruption.stop.aborted) reject(interruption.stop.reason);
      else resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
    });
  });
}
