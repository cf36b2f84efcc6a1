import { createInterface } from "node:readline/promises";
import type { Interruption } from "./process/interruption.ts";

/** The outside world, as every command is given it. */
export interface Context {
  /** The project's root: the folder that holds `cdktf.json`. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly interruption: Pick<Interruption, "stop" | "kill">;
  readonly output: Output;
  /**
   * Asks the user on their terminal; only "yes" agrees. Undefined where there is none to ask on.
   * @throws what `stop` was aborted with, when it is before the question is answered.
   */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Asks the user on their terminal for one line. Undefined where there is none, as for `confirm`. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
}

/** Where a command speaks: its result on standard output, all else on standard error. */
export interface Output {
  /** The result, as it is. */
  print(text: string): void;
  /** One line about what is being done. */
  progress(line: string): void;
  /** Output of another program to the user, unchanged. */
  passOn(text: string): void;
  /** True if standard output is a terminal, which takes colors. */
  readonly terminal: boolean;
  /** The terminal's width in characters. */
  readonly columns?: number | undefined;
}

/** The same context, whose text for people goes to standard error: standard output is for the JSON document. */
export function withTextOnStderr(context: Context): Context {
  return { ...context, output: { ...context.output, print: context.output.passOn } };
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Speaks to two streams; lines of progress are dimmed on a terminal. */
export function createOutput(stdout: Stream, stderr: Stream, dim: (text: string) => string): Output {
  return {
    print: (text) => void stdout.write(text),
    progress: (line) => void stderr.write(`${stderr.isTTY === true ? dim(line) : line}\n`),
    passOn: (text) => void stderr.write(text),
    terminal: stdout.isTTY === true,
    columns: stdout.columns,
  };
}

/** Asks on a terminal: `input` and `stderr` must both be one. */
export function createAsk(input: NodeJS.ReadStream, stderr: NodeJS.WriteStream, stop: AbortSignal): Context["ask"] {
  if (!input.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    const terminal = createInterface({ input, output: stderr });
    // The interface takes Ctrl-C for itself; the process is to hear of it.
    terminal.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
    try {
      return (await terminal.question(question, { signal: stop })).trim();
    } catch (error) {
      stop.throwIfAborted();
      throw error;
    } finally {
      terminal.close();
    }
  };
}

/** Asks for "yes", as {@link createAsk} asks. */
export function confirmBy(ask: Context["ask"]): Context["confirm"] {
  return ask && (async (question) => (await ask(`${question} Only "yes" is taken: `)) === "yes");
}
