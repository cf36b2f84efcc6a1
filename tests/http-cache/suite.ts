import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.resolve("http-cache-tests/package.json")));

/** Results by test id: `true`, or the kind and the message of the failure. */
export type Results = Readonly<Record<string, true | readonly [kind: string, message: string]>>;

/** Starts the suite's own origin, a process on a free port of 127.0.0.1. */
export async function startTestServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "http-cache-tests-"));
  const preloaded = new URL("listen-on-loopback.js", import.meta.url).href;
  const server = run(["--import", preloaded, "server/server.mjs"], {
    npm_config_protocol: "http",
    npm_config_port: "0",
    npm_config_pidfile: join(directory, "server.pid"),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`The test server ended with ${code} before it listened.`)));
    // Reads the output to its end, so that it can't fill the pipe.
    createInterface({ input: server.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      const listening = /^Listening on http:\/\/127\.0\.0\.1:(\d+)\/$/.exec(line);
      if (listening !== null) resolve(Number(listening[1]));
    });
  });
  return {
    port,
    async close() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}

/**
 * Runs the suite's command line client through a cache.
 * @param base the cache's URL, without a slash at its end
 */
export async function runSuite(base: string): Promise<Results> {
  // An empty id, which npm sets without an argument, means all tests.
  const client = run(["--no-warnings", "cli.mjs"], { npm_config_base: base, npm_package_config_id: "" });
  let output = "";
  client.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(client, "close");
  if (code !== 0) throw new Error(`The suite's client ended with ${code}: ${output}`);
  return JSON.parse(output);
}

function run(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
}
