import type { Sources } from "@featheredge/diagnostics";
import type { UpCommands, UpEvent, UpState } from "../up/state.ts";
import type { UpStore } from "../up/store.ts";
import { isBusy, renderBlock, spinnerMs } from "./block.ts";
import { eventLines } from "./event-lines.ts";
import { type KeyCommand, readKeys } from "./keys.ts";
import { type TerminalStreams, takeTerminal } from "./raw-mode.ts";
import { type LoggedRequest, requestLine } from "./request-line.ts";
import { createScreen } from "./screen.ts";
import { createPaint, span, writeLine } from "./spans.ts";
import { createWriter } from "./writer.ts";

export interface TerminalOptions extends TerminalStreams {
  readonly env: NodeJS.ProcessEnv;
  readonly store: UpStore;
  /** Reads the sources of diagnostics. */
  sourcesOf(diagnostics: UpState["diagnostics"]): Promise<Sources>;
  /** The requests that are answered, until the signal is aborted. @param inspector - The inspector's URL. */
  requests(inspector: string, signal: AbortSignal): AsyncIterable<LoggedRequest>;
  /** @returns false if no browser could be started */
  openUrl(url: string): Promise<boolean>;
}

export interface Terminal {
  /** The commands that keys give from now on. */
  useCommands(commands: UpCommands): void;
  /** Removes the block, and leaves the terminal as it was. */
  close(): void;
}

const stopping = [span("› stopping", "dim")];

/** True if there is a person with a terminal that can draw over its own lines. In CI there is none. */
export function hasTerminal({ stdin, stdout }: TerminalStreams, env: NodeJS.ProcessEnv): boolean {
  const isContinuous = !["", "0", "false", undefined].includes(env.CI);
  return stdin.isTTY === true && stdout.isTTY === true && env.TERM !== "dumb" && !isContinuous;
}

/** Shows a running `up` on a terminal: what happens as lines, and its state as a block below them, until it is closed. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { stdout, env, store } = options;
  // https://no-color.org/
  const paint = createPaint(!env.NO_COLOR);
  // One less than the terminal has, since some break a line as soon as its last column is written.
  const columns = () => Math.max(20, (stdout.columns || 80) - 1);
  const screen = createScreen({ write: (text) => void stdout.write(text), columns: () => stdout.columns || 80 });
  const ended = new AbortController();
  const shown: { help: boolean; step: string | undefined; build: UpState["build"] } = {
    help: false,
    step: undefined,
    build: undefined,
  };
  let commands: UpCommands | undefined;

  const writer = createWriter({
    screen,
    paint,
    columns,
    block: () => {
      const { help, step } = shown;
      const view = { columns: columns(), rows: stdout.rows || 24, now: Date.now(), showsHelp: help, step };
      return renderBlock(store.state, view).map((line) => writeLine(line, columns(), paint));
    },
    nextDraw: () => (isBusy(store.state) ? spinnerMs : undefined),
  });

  let isFollowing = false;
  const follow = async (inspector: string) => {
    isFollowing = true;
    for await (const request of options.requests(inspector, ended.signal)) {
      writer.request(writeLine(requestLine(request, columns()), columns(), paint));
    }
  };
  const hear = async (event: UpEvent, state: UpState) => {
    if (event.type === "output" || event.type === "result") return writer.passOn(event.text);
    const diagnostics = event.type === "failed" ? event.diagnostics : [];
    const sources = diagnostics.length === 0 ? { read: () => undefined } : await options.sourcesOf(diagnostics);
    if (event.type === "step") shown.step = event.text;
    writer.say(eventLines(event, state, { columns: columns(), before: shown.build, sources }));
    if (event.type === "built" && event.build.succeeded) shown.build = event.build;
    if (state.inspector !== undefined && !isFollowing) void follow(state.inspector);
  };

  const open = async (url: string | undefined) => {
    if (url === undefined) writer.say([[span("nothing is served yet", "dim")]]);
    else if (!(await options.openUrl(url))) {
      writer.say([[span("no browser could be started: ", "warning"), span(url, "accent")]]);
    }
  };
  /** Performs a command, if there are any yet. */
  const command = (perform: (given: UpCommands) => void) => {
    if (commands === undefined) writer.say([[span("still starting", "dim")]]);
    else perform(commands);
  };
  const performed: Readonly<Record<KeyCommand, () => void>> = {
    open: () => void open(store.state.distributions[0]?.urls[0]?.http),
    inspector: () => void open(store.state.inspector),
    apply: () => command(({ apply }) => apply()),
    "clear-cache": () =>
      command(({ clearCache }) => {
        clearCache();
        writer.say([[span("✓ ", "good"), span("cache cleared")]]);
      }),
    help: () => {
      shown.help = !shown.help;
      writer.draw();
    },
    // While it starts, as Ctrl-C does.
    quit: () => {
      if (commands === undefined) return performed.interrupt();
      writer.say([stopping]);
      commands.quit();
    },
    interrupt: () => {
      writer.say([stopping]);
      process.kill(process.pid, "SIGINT");
    },
    suspend: () => taken.suspend(),
    redraw: () => screen.redraw(),
    blank: () => writer.say([[]]),
  };
  const taken = takeTerminal(options, {
    onInput: (input) => {
      for (const key of readKeys(input)) performed[key]();
    },
    onResize: writer.draw,
    onLeave: () => screen.update([], []),
    onReturn: writer.draw,
  });
  /** Events are handled in their order, though sources are read in between. */
  let handled = Promise.resolve();
  const unsubscribe = store.subscribe((event, state) => {
    handled = handled.then(() => hear(event, state));
  });
  writer.draw();
  return {
    useCommands(given) {
      commands = given;
    },
    close() {
      if (ended.signal.aborted) return;
      ended.abort();
      unsubscribe();
      writer.end();
      taken.release();
    },
  };
}
