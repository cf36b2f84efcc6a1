import { startMoto } from "@featheredge/loopback/start-moto";
import type { Context } from "../context.ts";
import type { TerminalStreams } from "../terminal/raw-mode.ts";
import { showEvents } from "../terminal/show-events.ts";
import type { UpOptions } from "../up/session.ts";
import { createUpStore, type UpStore } from "../up/store.ts";

/**
 * Serves an environment on the loopback, and follows every change until it is stopped.
 * @param streams - Where a person may be, who sees the state and presses keys.
 * @throws what `stop` was aborted with
 */
export async function up(context: Context, name: string, options: UpOptions, streams: TerminalStreams): Promise<void> {
  // The loopback's other parts take as long to load as moto takes to start.
  const moto = startMoto(context.env);
  moto.catch(() => {});
  const store = createUpStore(name, Date.now());
  const terminal = showEvents(context, store, streams);
  try {
    const output = eventOutput(context.output, store);
    const { serveEnvironment } = await import("../up/session.ts");
    await serveEnvironment({ ...context, output }, name, options, store, { moto, onCommands: terminal.useCommands });
  } finally {
    terminal.close();
    // The loopback closes it, unless it could not start.
    await moto.then(
      ({ close }) => close(),
      () => {},
    );
  }
}

/** Makes events of what commands print, so that each reader of the events decides how it looks. */
function eventOutput(output: Context["output"], { emit }: UpStore): Context["output"] {
  return {
    ...output,
    print: (text) => emit({ type: "result", text }),
    progress: (text) => emit({ type: "step", text }),
    passOn: (text) => emit({ type: "output", text }),
  };
}
