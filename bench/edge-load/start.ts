import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { findProgram } from "@featheredge/loopback/find-program";
import { configureNginx } from "./servers/nginx.ts";

/** A server in separate processes, on a port of 127.0.0.1. */
export interface Server {
  readonly port: number;
  /** The id of its main process, whose children are the workers. */
  readonly pid: number;
  close(): Promise<void>;
}

/** The loader of the command `featheredge`, so that the data plane runs as `featheredge up` runs it. */
const loader = new URL("../../packages/cli/loader/run.cjs", import.meta.url).pathname;

const programs = {
  origin: new URL("servers/origin.ts", import.meta.url).pathname,
  "data-plane": new URL("servers/data-plane.ts", import.meta.url).pathname,
  miniflare: new URL("servers/miniflare.ts", import.meta.url).pathname,
  "miniflare-reload": new URL("../loop/miniflare.ts", import.meta.url).pathname,
};

/** Starts a program of `servers/`; it ends with this process, however that ends. */
export async function startProgram(name: keyof typeof programs, ...given: string[]): Promise<Server> {
  const file = programs[name];
  const child = spawn(process.execPath, [loader, file, ...given], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`The server '${name}' ended with ${code}.`))),
  ]);
  const { port } = JSON.parse(line) as { port: number };
  return { port, pid: child.pid ?? 0, close: () => end(child, () => child.stdin.end()) };
}

export function nginxProgram(env: NodeJS.ProcessEnv): string | undefined {
  return findProgram("nginx", env);
}

export async function startNginx(program: string, originPort: number): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), "featheredge-nginx-"));
  // When root starts nginx, its worker runs as another user, who must be able to read the file.
  await chmod(directory, 0o755);
  const port = await freePort();
  const configuration = await configureNginx(directory, port, originPort);
  const child = spawn(program, ["-p", directory, "-c", configuration], { stdio: ["ignore", "ignore", "inherit"] });
  await once(child, "spawn");
  await answering(port);
  return {
    port,
    pid: child.pid ?? 0,
    async close() {
      await end(child, () => child.kill("SIGTERM"));
      await rm(directory, { recursive: true });
    },
  };
}

/** True if miniflare is installed. It is large, so this project does not depend on it. */
export function hasMiniflare(): boolean {
  try {
    createRequire(new URL("../peers/package.json", import.meta.url)).resolve("miniflare");
    return true;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  ask();
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Returns once something listens on the port. */
async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect(port, "127.0.0.1");
    const open = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await wait(50);
  }
  throw new Error(`Nothing listens on port ${port} of 127.0.0.1.`);
}
