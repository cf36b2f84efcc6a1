import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Ran, RunInput } from "./engine.ts";

const loader = fileURLToPath(new URL("../../loader/run.cjs", import.meta.url));
const program = fileURLToPath(new URL("./portable-program.ts", import.meta.url));

/** Far more than a handler may take at the edge, since loading it counts, too. */
const mostMs = 20_000;

/**
 * Runs a portable handler in another process, for commands that go on: the handler may never end, and changes globals.
 *
 * @param env - The variables of the process.
 * @param deadlineMs - The process is ended after this time, in milliseconds. @default 20,000
 * @returns undefined if the handler can't be run, or has not ended by the deadline
 */
export function runPortableApart(
  input: RunInput,
  env: NodeJS.ProcessEnv,
  deadlineMs: number = mostMs,
): Promise<Ran | undefined> {
  return new Promise((resolve) => {
    const child = fork(loader, [program], {
      cwd: input.root,
      env,
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
      timeout: deadlineMs,
      // The handler's own code can't catch it.
      killSignal: "SIGKILL",
    });
    let ran: Ran | undefined;
    child.once("message", (message) => {
      ran = message as Ran;
      child.kill("SIGKILL");
    });
    child.once("error", () => resolve(undefined));
    child.once("exit", () => resolve(ran));
    // If this fails, the process has ended.
    child.send(input, () => {});
  });
}
