import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import { type Started, start } from "../command.ts";
import { requestEdge } from "../request-edge.ts";

export interface Up extends Started {
  /** The output so far. */
  readonly printed: () => string;
  /** Waits until the output has a text at or after an offset, or until the process has ended. */
  prints(text: string, from?: number): Promise<void>;
}

/** Starts `up` on free ports. */
export function startUp(root: string): Up {
  const started = start(["up", "--http-port", "0", "--https-port", "0"], { cwd: root });
  let printed = "";
  for (const stream of [started.process.stdout, started.process.stderr]) {
    stream?.on("data", (text: string) => {
      printed += text;
    });
  }
  let ended = false;
  started.finished.finally(() => {
    ended = true;
  });
  return {
    ...started,
    printed: () => printed,
    async prints(text, from = 0) {
      while (!printed.includes(text, from) && !ended) await delay(20);
    },
  };
}

/** Starts `up`, waits until Terraform has applied, expects that it serves, and ends it by Ctrl-C. @returns its output */
export async function serve(root: string, page: string, check: () => Promise<void> = async () => {}): Promise<string> {
  const up = startUp(root);
  await up.prints("Terraform has nothing more to apply.");
  const port = Number(/http:\/\/localhost:(\d+)\//.exec(up.printed())?.[1]);
  expect(port, up.printed()).toBeGreaterThan(0);
  const { status, body, headers } = await requestEdge({ port, host: `localhost:${port}`, path: "/page.txt" });
  expect({ status, body, color: headers["x-color"] }).toEqual({ status: 200, body: page, color: "green" });
  await check();
  up.process.kill("SIGINT");
  expect(await up.finished).toMatchObject({ exitCode: 130 });
  return up.printed();
}
