import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { LoopbackError } from "../../loopback-error.ts";
import { type MotoAddress, portAddress } from "./address.ts";
import { findMoto, type Launcher, motoMissing, motoSettings, secretVariable } from "./launchers.ts";
import { makeSocketFolder } from "./socket-folder.ts";
import { supervisorFile } from "./supervisor-file.ts";

/** A running moto server, which only this process can reach. */
export interface Moto {
  readonly address: MotoAddress;
  /** Resolves to a report for the user when moto ends without being closed, which loses the state in its memory. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

/** How long moto may take to start. uvx, pipx and Docker may have to download it first. */
const startTimeoutMilliseconds = { installed: 60_000, fetched: 300_000 };

/**
 * Starts moto on a Unix socket in a private folder, in Docker on a port that requires a secret, and waits until it
 * answers.
 * @throws {LoopbackError} with the end of its output, when it can't be found or does not start.
 */
export async function startMoto(env: NodeJS.ProcessEnv): Promise<Moto> {
  const launcher = findMoto(env);
  if (launcher === undefined) {
    throw new LoopbackError(motoMissing, "FE-CLI-011");
  }
  const { folder, socketPath } = await makeSocketFolder();
  const secret = randomBytes(32).toString("base64url");
  const listening = launcher.container === undefined ? ["-H", `unix://${socketPath}`, "-p", "0"] : [];
  const command = [launcher.command, ...launcher.arguments, ...listening];
  const child = spawn(process.execPath, [supervisorFile, `--remove=${folder}`, ...command], {
    env: {
      ...env,
      ...motoSettings,
      [secretVariable]: secret,
      PYTHONUNBUFFERED: "1",
      MOTO_ACCOUNT_ID: undefined,
      NODE_OPTIONS: undefined,
    },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const output = keepOutput(child);
  let isClosing = false;
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ended = new Promise<string>((resolve) => {
    child.once("close", (code) => {
      if (!isClosing) resolve(endReport(launcher, code, output()));
    });
  });
  const close = () => {
    isClosing = true;
    child.stdin.end();
    return exited;
  };
  const findAddress = async () =>
    launcher.container === undefined
      ? { connect: { socketPath }, headers: [] }
      : containerAddress(launcher.command, launcher.container, secret, env);
  try {
    return { address: await waitForAnswer(child, launcher, output, findAddress), ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Keeps the end of moto's output, which has a line for each request. */
function keepOutput(child: ChildProcess): () => string {
  let printed = "";
  const keep = (data: Buffer) => {
    printed = (printed + data.toString()).slice(-4000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => printed.trim();
}

function endReport({ command }: Launcher, code: number | null, output: string): string {
  const lastLines = output.split("\n").slice(-5).join("\n");
  return (
    `moto, run by ${command}, ended with ${code === null ? "a signal" : `status ${code}`}, so the loopback answers for ` +
    "no service but CloudFront. Stop the loopback and start it again: what it keeps in its folder is restored. " +
    `moto's last output:\n${lastLines}`
  );
}

async function waitForAnswer(
  child: ChildProcess,
  launcher: Launcher,
  output: () => string,
  findAddress: () => Promise<MotoAddress | undefined>,
): Promise<MotoAddress> {
  const start = performance.now();
  const timeout = startTimeoutMilliseconds[launcher.name === "moto_server" ? "installed" : "fetched"];
  while (performance.now() - start < timeout) {
    if (child.exitCode !== null) {
      throw new LoopbackError(`moto, run by ${launcher.command}, ended as it started:\n${output()}`);
    }
    const address = await findAddress();
    if (address !== undefined && (await answers(address))) {
      return address;
    }
    await delay(25);
  }
  throw new LoopbackError(`moto, run by ${launcher.command}, did not answer in ${timeout / 1000} s:\n${output()}`);
}

/** Finds the port that Docker has chosen, once the container runs. */
async function containerAddress(
  docker: string,
  container: string,
  secret: string,
  env: NodeJS.ProcessEnv,
): Promise<MotoAddress | undefined> {
  const printed = promisify(execFile)(docker, ["port", container, "5000/tcp"], { env });
  const port = await printed.then(
    ({ stdout }) => Number(/:(\d+)\s*$/.exec(stdout)?.[1] ?? 0),
    () => 0,
  );
  return port === 0 ? undefined : portAddress(port, ["x-featheredge-secret", secret]);
}

function answers({ connect, headers }: MotoAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const host = ["Host", "motoapi.amazonaws.com"];
    const call = request(
      { ...connect, headers: [...host, ...headers], path: "/moto-api/config", agent: false },
      (answer) => {
        answer.resume();
        resolve((answer.statusCode ?? 500) < 300);
      },
    );
    call.once("error", () => resolve(false));
    call.end();
  });
}
