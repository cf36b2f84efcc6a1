/** Ctrl-C, as abort signals for a command. */
export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM: running programs are asked to end and may clean up. */
  readonly stop: AbortSignal;
  /** Aborted by the second: programs that still run are killed. */
  readonly kill: AbortSignal;
  /** Stops watching the process's signals. */
  end(): void;
}

/** The reason of {@link Interruption.stop}. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/** Turns a process's signals into abort signals, so that every command can stop the programs that it started. */
export function watchInterruption(watched: NodeJS.Process): Interruption {
  const stop = new AbortController();
  const kill = new AbortController();
  const interrupt = (signal: "SIGINT" | "SIGTERM") => () => {
    if (!stop.signal.aborted) {
      stop.abort(new Interrupted(signal));
      return;
    }
    kill.abort();
    watched.exit(exitCodeOf(signal));
  };
  const handlers = (["SIGINT", "SIGTERM"] as const).map((signal) => [signal, interrupt(signal)] as const);
  for (const [signal, handler] of handlers) {
    watched.on(signal, handler);
  }
  return {
    stop: stop.signal,
    kill: kill.signal,
    end() {
      for (const [signal, handler] of handlers) {
        watched.off(signal, handler);
      }
    },
  };
}

/** 128 plus the signal's number, as shells report it. */
export function exitCodeOf(signal: "SIGINT" | "SIGTERM"): number {
  return signal === "SIGINT" ? 130 : 143;
}
