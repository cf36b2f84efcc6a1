import { hideCursor, showCursor } from "./screen.ts";

export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

export interface TerminalUser {
  /** Gets each piece of input, before the terminal would edit lines or send signals. */
  onInput(input: string): void;
  onResize(): void;
  /** Called before the terminal is given back, to clear what should not stay on it. */
  onLeave(): void;
  /** Called when the terminal is taken again after a suspension. */
  onReturn(): void;
}

export interface TakenTerminal {
  /** Stops this process and its group as Ctrl-Z does, with the terminal as it was before. */
  suspend(): void;
  /** Gives the terminal back. May be called more than once. */
  release(): void;
}

/** They end the process without an exit event. */
const fatalSignals = ["SIGHUP", "SIGQUIT"] as const;

/**
 * Takes a terminal in raw mode with a hidden cursor, and gives it back when it is released, when the process exits, and
 * when a signal ends the process, except for SIGKILL, which no process notices.
 */
export function takeTerminal({ stdin, stdout }: TerminalStreams, user: TerminalUser): TakenTerminal {
  let isReleased = false;
  const enter = () => {
    stdin.setRawMode(true);
    stdin.setEncoding("utf8");
    stdin.resume();
    stdout.write(hideCursor);
  };
  const leave = () => {
    user.onLeave();
    stdout.write(showCursor);
    stdin.setRawMode(false);
    stdin.pause();
  };
  const onInput = (input: string) => user.onInput(input);
  const onResize = () => user.onResize();
  const release = () => {
    if (isReleased) return;
    isReleased = true;
    stdin.off("data", onInput);
    stdout.off("resize", onResize);
    process.off("exit", release);
    for (const [signal, listener] of fatal) process.off(signal, listener);
    leave();
  };
  const fatal = fatalSignals.map((signal) => {
    const listener = () => {
      release();
      // Without a listener, the signal does what it does by default.
      process.kill(process.pid, signal);
    };
    return [signal, listener] as const;
  });
  process.on("exit", release);
  for (const [signal, listener] of fatal) process.on(signal, listener);
  stdout.on("resize", onResize);
  stdin.on("data", onInput);
  enter();
  return {
    suspend() {
      leave();
      process.once("SIGCONT", () => {
        if (isReleased) return;
        enter();
        user.onReturn();
      });
      // The whole group, since npm waits for this process in the foreground.
      process.kill(0, "SIGTSTP");
    },
    release,
  };
}
