/** What Ctrl-C means to a command. */
export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM: what runs is asked to end, and may take its time to tidy up. */
  readonly stop: AbortSignal;
  /** Aborted by the second: what still runs is killed. */
  readonly kill: AbortSignal;
  /** Leaves signals alone again. */
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

/** Turns a process's signals into abort signals, so that every command gets to stop what it started. */
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

/** 128 plus the signal's number, as shells have it. */
export function exitCodeOf(signal: "SIGINT" | "SIGTERM"): number {
  return signal === "SIGINT" ? 130 : 143;
}
