import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { processorSeconds } from "../processes.ts";

const command = new URL("../../packages/cli/bin/featheredge.js", import.meta.url).pathname;

/** A running `featheredge up`, from its start until its first answer. */
export interface MeasuredUp {
  /** From the start of the process until the first answer, in milliseconds. */
  readonly milliseconds: number;
  /** The processor time of its processes that still ran then, in seconds. */
  readonly processor: number;
  readonly port: number;
  /** Waits until it has printed a text. */
  hears(wanted: RegExp): Promise<void>;
  forget(): void;
  close(): Promise<void>;
}

/** The values of the headers `x-code` and `x-store` in an answer; undefined if there is none. */
export function ask(port: number, path: string): Promise<{ code: unknown; store: unknown } | undefined> {
  return new Promise((resolve) => {
    const sent = request({ host: "127.0.0.1", port, path, headers: { host: `localhost:${port}` }, agent: false });
    sent.once("error", () => resolve(undefined));
    sent.once("response", (response) => {
      response.resume();
      const { statusCode, headers } = response;
      resolve(statusCode === 200 ? { code: headers["x-code"], store: headers["x-store"] } : undefined);
    });
    sent.end();
  });
}

export async function startUp(root: string): Promise<MeasuredUp> {
  const begin = performance.now();
  const args = [command, "up", "bench", "--http-port", "0", "--https-port", "0"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  let all = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      all += text;
    });
  }
  const until = async (isDone: () => Promise<boolean> | boolean) => {
    while (!(await isDone())) {
      if (child.exitCode !== null) throw new Error(`'featheredge up' ended:\n${all}`);
      await wait(5);
    }
  };
  await until(() => /http:\/\/localhost:\d+\//.test(all));
  const port = Number(/http:\/\/localhost:(\d+)\//.exec(all)?.[1]);
  await until(async () => (await ask(port, "/")) !== undefined);
  return {
    milliseconds: performance.now() - begin,
    processor: processorSeconds(child.pid ?? 0),
    port,
    hears: (wanted) => until(() => wanted.test(printed)),
    forget: () => {
      printed = "";
    },
    close: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGINT");
  await exited;
}
