import type { Context } from "../context.ts";
import { sourcesOf } from "../report/failure.ts";
import { printEvents } from "../up/print-events.ts";
import type { UpStore } from "../up/store.ts";
import { hasTerminal, openTerminal, type Terminal } from "./open-terminal.ts";
import { openUrl } from "./open-url.ts";
import type { TerminalStreams } from "./raw-mode.ts";

/** Shows what happens in `up`: on a terminal as a block with keys, elsewhere as lines. */
export function showEvents(
  { root, env, output }: Pick<Context, "root" | "env" | "output">,
  store: UpStore,
  streams: TerminalStreams,
): Terminal {
  if (hasTerminal(streams, env)) {
    return openTerminal({
      ...streams,
      env,
      store,
      sourcesOf: (diagnostics) => sourcesOf(root, diagnostics),
      async *requests(inspector, signal) {
        // Loaded when something is served: the schemas of the inspector's API would delay the first answer.
        const { followRequests } = await import("./requests.ts");
        yield* followRequests(inspector, signal);
      },
      openUrl: (url) => openUrl(url, env),
    });
  }
  return { useCommands: () => undefined, close: store.subscribe(printEvents(output)) };
}
