import { type ChildProcess, execFile, spawn } from "node:child_process";
import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { LoopbackError } from "../loopback-error.ts";
import { findMoto, type Launcher, motoSettings, motoVersion } from "./launchers.ts";
import { supervisorFile } from "./supervisor-file.ts";

/** A running moto server, on 127.0.0.1. */
export interface Moto {
  readonly port: number;
  close(): Promise<void>;
}

export const howToGetMoto =
  `Get it by: pipx install 'moto[server]==${motoVersion}' (or: pip install 'moto[server]==${motoVersion}'); ` +
  "with uv, pipx or a running Docker on this machine it is fetched by itself";

/** What a user is told when there is no way to run moto. */
export const motoMissing = `The loopback needs moto to stand in for AWS, and moto_server is not on PATH. ${howToGetMoto}.`;

/** uvx, pipx and Docker may have to download it first. */
const patienceMilliseconds = { installed: 60_000, fetched: 300_000 };

/**
 * Starts moto on a free port and waits until it answers.
 * @throws {LoopbackError} when it can't be found or does not come up, with the end of what it printed.
 */
export async function startMoto(env: NodeJS.ProcessEnv): Promise<Moto> {
  const launcher = findMoto(env);
  if (launcher === undefined) {
    throw new LoopbackError(motoMissing);
  }
  const child = spawn(process.execPath, [supervisorFile, launcher.command, ...launcher.arguments], {
    // A buffered line about the port would never arrive.
    env: { ...env, ...motoSettings, PYTHONUNBUFFERED: "1", MOTO_ACCOUNT_ID: undefined, NODE_OPTIONS: undefined },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const close = () => {
    child.stdin.end();
    return exited;
  };
  try {
    return { port: await waitForPort(child, launcher, env), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function waitForPort(child: ChildProcess, launcher: Launcher, env: NodeJS.ProcessEnv): Promise<number> {
  let printed = "";
  let port = 0;
  const keep = (data: Buffer) => {
    // The access log goes on for as long as moto runs; its end is all that may be needed.
    printed = (printed + data.toString()).slice(-4000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const start = performance.now();
  const patience = patienceMilliseconds[launcher.name === "moto_server" ? "installed" : "fetched"];
  while (performance.now() - start < patience) {
    if (child.exitCode !== null) {
      throw new LoopbackError(`moto, run by ${launcher.command}, ended as it started:\n${printed.trim()}`);
    }
    port ||= launcher.container
      ? await containerPort(launcher.command, launcher.container, env)
      : Number(/Running on http:\/\/127\.0\.0\.1:(\d+)\s/.exec(printed)?.[1] ?? 0);
    if (port > 0 && (await answers(port))) {
      return port;
    }
    await delay(25);
  }
  throw new LoopbackError(
    `moto, run by ${launcher.command}, did not answer in ${patience / 1000} s:\n${printed.trim()}`,
  );
}

async function containerPort(docker: string, container: string, env: NodeJS.ProcessEnv): Promise<number> {
  const asked = promisify(execFile)(docker, ["port", container, "5000/tcp"], { env });
  return asked.then(
    ({ stdout }) => Number(/:(\d+)\s*$/.exec(stdout)?.[1] ?? 0),
    () => 0,
  );
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host: "127.0.0.1", port, path: "/moto-api/config", agent: false }, (answer) => {
      answer.resume();
      resolve((answer.statusCode ?? 500) < 300);
    });
    asked.once("error", () => resolve(false));
    asked.end();
  });
}
