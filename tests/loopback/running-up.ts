import type { Agent } from "node:http";
import { vi } from "vitest";
import { type Started, start } from "./command.ts";
import { type EdgeAnswer, requestEdge } from "./request-edge.ts";

/** A running `featheredge up`. */
export interface RunningUp extends Started {
  /** Sends a request to its sole distribution. @param agent - @default a separate connection */
  ask(path: string, agent?: Agent): Promise<EdgeAnswer>;
  /** All that it has printed since the last {@link RunningUp.forget}. */
  heard(): string;
  forget(): void;
  /** @throws with all that was printed, if it does not print the text in time or ends */
  hears(wanted: RegExp): Promise<void>;
}

/** The longest time that one step may take on a busy machine, in milliseconds. */
const patience = 300_000;

/** Starts `up` on free ports, and waits until it serves. @param args - The environment, and options. */
export async function startUp(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningUp> {
  const started = start(["up", ...args, "--http-port", "0", "--https-port", "0"], { cwd: root, env });
  let printed = "";
  let all = "";
  for (const stream of ["stdout", "stderr"] as const) {
    started.process[stream]?.on("data", (text: string) => {
      printed += text;
      all += text;
    });
  }
  const until = async (wanted: () => boolean) => {
    await vi.waitUntil(() => wanted() || started.process.exitCode !== null, { timeout: patience, interval: 10 });
    if (!wanted()) throw new Error(`up did not print it:\n${all}`);
  };
  await until(() => /http:\/\/localhost:\d+\//.test(all));
  const port = Number(/http:\/\/localhost:(\d+)\//.exec(all)?.[1]);
  return {
    ...started,
    ask: (path, agent) => requestEdge({ port, host: `localhost:${port}`, path, agent }),
    heard: () => printed,
    forget: () => {
      printed = "";
    },
    hears: (wanted) => until(() => wanted.test(printed)),
  };
}
