import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { supervisorFile } from "@featheredge/loopback/supervisor-file";
import { z } from "zod";

/** A process of a provider that runs on its own, without a Terraform that has started it. */
export interface ProviderProcess {
  /** The path of the Unix socket that it serves Terraform's plugin protocol on. */
  readonly socketPath: string;
  readonly protocolVersion: number;
  /** True until the process has ended. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

export interface ProviderProcessOptions {
  /** The provider's program. */
  readonly file: string;
  /** It reads files of a configuration by paths below this folder. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The value of TF_REATTACH_PROVIDERS, by the provider's address, as a provider prints it. */
const attachment = z.record(
  z.string(),
  z.object({ ProtocolVersion: z.number(), Addr: z.object({ Network: z.literal("unix"), String: z.string() }) }),
);

/** How long a provider may take to print its address, in milliseconds. */
const startTimeout = 60_000;

/**
 * Starts a provider in the mode that debuggers use, in which it serves until it is ended. Its socket is in a folder that only
 * this user can enter.
 * @throws {Error} when it does not start
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode
 */
export function startProvider({ file, directory, env }: ProviderProcessOptions): Promise<ProviderProcess> {
  const folder = mkdtempSync(join(tmpdir(), "fe-provider-"));
  const child = spawn(process.execPath, [supervisorFile, `--remove=${folder}`, "--umask=077", file, "-debug"], {
    cwd: directory,
    env: { ...env, TMPDIR: folder },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let isRunning = true;
  ended.then(() => {
    isRunning = false;
  });
  const close = () => {
    child.stdin.end();
    return ended;
  };
  return new Promise((resolve, reject) => {
    let printed = "";
    const fail = (reason: string) => {
      clearTimeout(timer);
      void close();
      reject(new Error(`${file} ${reason}${printed === "" ? "" : `:\n${printed}`}`));
    };
    const timer = setTimeout(() => fail("did not print its address in time"), startTimeout);
    const take = (text: string) => {
      // Later output is read, too: a full pipe would block the provider.
      if (printed.length < 100_000) printed += text;
      const address = /^\s*TF_REATTACH_PROVIDERS='(.+)'$/m.exec(printed)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      const [found] = Object.values(attachment.safeParse(parsed(address)).data ?? {});
      if (found === undefined) return fail("printed an address that is not a Unix socket");
      const { ProtocolVersion: protocolVersion, Addr } = found;
      resolve({
        socketPath: Addr.String,
        protocolVersion,
        get isRunning() {
          return isRunning;
        },
        close,
      });
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    // It may end before its standard input is closed.
    child.stdin.on("error", () => {});
    child.once("error", (error) => fail(`can't be started: ${error.message}`));
    child.once("close", () => fail("has ended"));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
