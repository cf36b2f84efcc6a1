import type { Context } from "../context.ts";
import { printEvents } from "../up/print-events.ts";
import { serveEnvironment, type UpOptions } from "../up/session.ts";
import { createUpStore, type UpStore } from "../up/store.ts";

/**
 * Serves an environment on the loopback, and follows every change until it is stopped.
 * @throws what `stop` was aborted with
 */
export async function up(context: Context, name: string, options: UpOptions): Promise<void> {
  const store = createUpStore(name, Date.now());
  store.subscribe(printEvents(context.output));
  await serveEnvironment({ ...context, output: eventOutput(context.output, store) }, name, options, store);
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
