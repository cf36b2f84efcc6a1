import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { awsProvider, findProvider } from "./find-provider.ts";
import { type ProviderProcess, startProvider } from "./start-provider.ts";

/**
 * Keeps processes of the AWS provider for the next commands of Terraform. A plan starts five of them by itself, and starting
 * them takes most of its time.
 */
export interface ProviderPool {
  /** The name that requests of these processes carry in place of a run's id. */
  readonly agent: string;
  /**
   * The variable that makes Terraform use the pool in a stack's folder, which must be initialized. Undefined where Terraform
   * must start the provider itself.
   */
  variables(
    directory: string,
    env: Readonly<Record<string, string | undefined>>,
  ): Promise<ReattachVariables | undefined>;
  /**
   * Must be called when a command of Terraform has ended.
   * @param isClean - False if it was interrupted or failed. The processes that it used are ended, then.
   */
  settle(directory: string, isClean: boolean): Promise<void>;
  close(): Promise<void>;
}

type ReattachVariables = { readonly TF_REATTACH_PROVIDERS: string };

/** The most processes that are kept idle, each with up to 320 MB. */
const mostIdle = 4;

/** After this time without a command, in milliseconds, processes are ended to free their memory. */
const idleMs = 5 * 60_000;

/** How long after a command its connections may end, in milliseconds. */
const settleMs = 1_000;

/** The processes of one stack's folder, since the provider reads files of a configuration by paths below its own folder. */
interface Stack {
  readonly directory: string;
  readonly server: Server;
  readonly socketPath: string;
  env: Readonly<Record<string, string | undefined>>;
  idle: Kept[];
  used: Set<Kept>;
  protocolVersion: number;
}

interface Kept {
  readonly process: ProviderProcess;
  /** Identifies the program and the folder that it was started with. */
  readonly origin: string;
}

/**
 * Makes an empty pool. While a connection of Terraform lasts, no other one uses its process: Terraform opens one for each
 * configuration of a provider, such as an alias, and a process has one configuration at a time. A process that is used again
 * is configured again.
 *
 * @param log - Called with one line for each failure.
 */
export function createProviderPool(log: (line: string) => void): ProviderPool {
  const stacks = new Map<string, Stack>();
  let folder: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const start = async (stack: Stack): Promise<Kept> => {
    const file = findProvider(stack.directory);
    if (file === undefined) throw new Error(`${stack.directory} has no AWS provider. Initialize it first.`);
    const origin = originOf(stack.directory, file);
    return { process: await startProvider({ file, directory: stack.directory, env: stack.env }), origin };
  };
  /** Connects to an idle process, or to a new one. */
  const take = async (stack: Stack): Promise<[kept: Kept, provider: Socket]> => {
    for (let kept = stack.idle.pop(); kept !== undefined; kept = stack.idle.pop()) {
      const isUsable = kept.origin === originOf(stack.directory, findProvider(stack.directory));
      // It may have ended a moment ago.
      const provider = isUsable ? await connected(kept.process).catch(() => undefined) : undefined;
      if (provider !== undefined) return [kept, provider];
      await kept.process.close();
    }
    const kept = await start(stack);
    return [kept, await connected(kept.process)];
  };
  const giveBack = (stack: Stack, kept: Kept, isReusable: boolean) => {
    if (!stack.used.delete(kept)) return;
    if (isReusable && !isClosed && kept.process.isRunning) stack.idle.push(kept);
    else void kept.process.close();
  };
  const endIdle = async (isMeant: (stack: Stack) => boolean) => {
    const ended = [...stacks.values()].filter(isMeant).flatMap((stack) => stack.idle.splice(0));
    await Promise.all(ended.map(({ process }) => process.close()));
  };
  const serve = async (stack: Stack, client: Socket, first: Buffer) => {
    client.pause();
    const [kept, provider] = await take(stack);
    stack.used.add(kept);
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      // Terraform ends its connections. A provider that does is about to end itself.
      const isReusable = client.readableEnded || client.destroyed;
      client.destroy();
      provider.destroy();
      giveBack(stack, kept, isReusable);
    };
    if (client.destroyed) return end();
    for (const socket of [client, provider]) socket.once("error", end).once("close", end);
    provider.write(first);
    provider.pipe(client);
    client.pipe(provider);
  };
  const open = async (directory: string, env: Stack["env"]): Promise<Stack> => {
    folder ??= mkdtempSync(join(tmpdir(), "fe-providers-"));
    const socketPath = join(folder, `${stacks.size}.sock`);
    const server = createServer((client) => {
      client.on("error", () => client.destroy());
      // Terraform first tries whether it can connect, and closes that connection without a word.
      client.once("data", (first: Buffer) => {
        serve(stack, client, first).catch((error: Error) => {
          log(`The AWS provider can't be started: ${error.message}`);
          client.destroy();
        });
      });
    });
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socketPath, resolve));
    server.unref();
    const stack: Stack = { directory, server, socketPath, env, idle: [], used: new Set(), protocolVersion: 0 };
    return stack;
  };

  return {
    agent: randomUUID(),
    async variables(directory, env) {
      if (process.platform !== "linux" || findProvider(directory) === undefined) return undefined;
      clearTimeout(timer);
      await endIdle((stack) => stack.directory !== directory && countIdle(stacks) >= mostIdle);
      const stack = stacks.get(directory) ?? (await open(directory, reconfigurable(env)));
      stacks.set(directory, stack);
      stack.env = reconfigurable(env);
      if (stack.idle.length === 0) {
        try {
          const kept = await start(stack);
          stack.idle.push(kept);
          stack.protocolVersion = kept.process.protocolVersion;
        } catch (error) {
          log(`Terraform starts the AWS provider itself: ${(error as Error).message}`);
          return undefined;
        }
      }
      const attached = {
        Protocol: "grpc",
        ProtocolVersion: stack.protocolVersion,
        Pid: process.pid,
        // Terraform ends no process, then.
        Test: true,
        Addr: { Network: "unix", String: stack.socketPath },
      };
      return { TF_REATTACH_PROVIDERS: JSON.stringify({ [awsProvider]: attached }) };
    },
    async settle(directory, isClean) {
      const stack = stacks.get(directory);
      if (stack !== undefined) {
        // The command's connections end with it, but are seen to end a moment later.
        for (let waited = 0; isClean && stack.used.size > 0 && waited < settleMs; waited += 5) await delay(5);
        const ended = [...stack.used, ...(isClean ? [] : stack.idle.splice(0))];
        stack.used.clear();
        await Promise.all(ended.map(({ process }) => process.close()));
      }
      clearTimeout(timer);
      timer = setTimeout(() => void endIdle(() => true), idleMs).unref();
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await endIdle(() => true);
      for (const { server, used } of stacks.values()) {
        await Promise.all(Array.from(used, ({ process }) => process.close()));
        await new Promise((resolve) => server.close(resolve));
      }
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The SDK rejects a CA bundle when the provider is configured again, since it adds the bundle to the HTTP client of the first
 * configuration. Go reads the same file in place of the system's on Linux, but not on macOS.
 * @see https://pkg.go.dev/crypto/x509#SystemCertPool
 */
function reconfigurable({ AWS_CA_BUNDLE: bundle, ...env }: Stack["env"]): Stack["env"] {
  return { ...env, ...(bundle === undefined ? {} : { SSL_CERT_FILE: bundle }) };
}

function connected({ socketPath }: ProviderProcess): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}

function countIdle(stacks: ReadonlyMap<string, Stack>): number {
  return Array.from(stacks.values()).reduce((count, { idle }) => count + idle.length, 0);
}

/** Changes when a folder is replaced by another of the same name, in which a running process would still read the old files. */
function originOf(directory: string, file: string | undefined): string {
  const { dev, ino, birthtimeMs } = statSync(directory);
  // The number of a folder that was removed is soon given to another one.
  return `${dev}:${ino}:${birthtimeMs}:${file}`;
}
