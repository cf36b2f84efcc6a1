import { setTimeout as wait } from "node:timers/promises";
import { watchInterruption } from "../../process/interruption.ts";
import { createUpStore } from "../../up/store.ts";
import { openTerminal } from "../open-terminal.ts";
import { openUrl } from "../open-url.ts";
import type { LoggedRequest } from "../request-line.ts";
import { upState } from "./state.ts";

const store = createUpStore("local", Date.now());
const { stop } = watchInterruption(process);
const quit = new AbortController();
const { distributions, inspector, build } = upState();

/** One request, then one for each that a test asks for by the key `r`. */
const waiting: (() => void)[] = [];
async function* requests(_: string, signal: AbortSignal): AsyncGenerator<LoggedRequest> {
  for (let count = 1; !signal.aborted; count += 1) {
    yield {
      method: "GET",
      path: `/${count}`,
      status: 200,
      outcome: "hit",
      durationMs: 1,
      host: "localhost",
      failures: [],
    };
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

/** Acts as `up` does, with events that follow each other at once and no loopback. */
async function main(): Promise<void> {
  const { stdin, stdout, env } = process;
  const terminal = openTerminal({
    stdin,
    stdout,
    env,
    store,
    sourcesOf: async () => ({ read: () => undefined }),
    requests,
    // Never the browser of the machine.
    openUrl: async (url) => env.BROWSER !== undefined && openUrl(url, env),
  });
  try {
    store.emit({ type: "step", text: "Starting AWS on this machine" });
    await wait(50);
    const served = { distributions, inspector, build, terraform: { status: "applied", since: 0 } } as const;
    store.emit({ type: "serving", milliseconds: 900, from: "applied" }, served);
    terminal.useCommands({
      apply: () => waiting.shift()?.(),
      clearCache: () => 0,
      quit: () => quit.abort(),
    });
    await wait(60_000, undefined, { signal: AbortSignal.any([stop, quit.signal]) }).catch(() => undefined);
  } finally {
    terminal.close();
  }
  if (env.FIXTURE_THROWS !== undefined) throw new Error("a defect");
  process.stdout.write("ended\n");
  process.exit(stop.aborted ? 143 : 0);
}

void main();
