import { randomBytes } from "node:crypto";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type FileSystem, machineFiles } from "../files/file-system.ts";
import { makePrivateFolder, replaceFile } from "../files/replace-file.ts";
import { storing } from "../files/storage-error.ts";
import { LoopbackError } from "../loopback-error.ts";
import { askControl } from "./control.ts";
import { isProcess } from "./is-process.ts";

/** Details of the loopback that runs on a directory, which other processes read. */
interface Running {
  readonly pid: number;
  /** The port of its proxy; missing while it starts. */
  readonly proxyPort?: number;
  /** The certificate of the authority that clients must trust, in PEM. */
  readonly certificateFile?: string;
  /** Authorizes the control API, for processes that can read this file. */
  readonly token: string;
  /** The ports of 127.0.0.1 that serve distributions; missing if none does. */
  readonly ports?: { readonly http: number; readonly https: number };
}

/** A lock on a directory, so that no second loopback can run on it. */
export interface DirectoryLock {
  readonly token: string;
  /** Publishes details for other processes. */
  announce(details: Omit<Running, "pid" | "token">): Promise<void>;
  release(): Promise<void>;
}

const fileIn = (directory: string) => join(directory, "running.json");

/**
 * Locks a directory, which is made when missing, for this process.
 * @throws {LoopbackError} when a loopback runs there, and {StorageError} when the directory can't be written.
 */
export async function lockDirectory(directory: string, files: FileSystem = machineFiles): Promise<DirectoryLock> {
  makePrivateFolder(directory, files);
  const file = fileIn(directory);
  const own: Running = { pid: process.pid, token: randomBytes(24).toString("base64url") };
  for (;;) {
    const next = `${file}.${own.pid}-${own.token}`;
    replaceFile(next, JSON.stringify(own), files);
    const isLocked = linkTo(file, next, files);
    if (isLocked) {
      break;
    }
    const other = await readRunning(directory);
    if (other !== undefined && (await isAlive(other))) {
      throw new LoopbackError(
        `A loopback already runs on ${directory}, as process ${other.pid}. Stop it first, or name another directory.`,
      );
    }
    // A killed loopback left this file. It is renamed before it is deleted, since two processes may find it at once.
    await rename(file, next).then(
      () => rm(next),
      () => undefined,
    );
  }
  return {
    token: own.token,
    async announce(details) {
      replaceFile(file, `${JSON.stringify({ ...own, ...details }, null, 2)}\n`, files);
    },
    release: () => rm(file, { force: true }),
  };
}

/** Links a file, which only one of several competing processes can. @returns true for that process */
function linkTo(file: string, next: string, files: FileSystem): boolean {
  return storing(file, () => {
    try {
      files.linkSync(next, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    } finally {
      files.rmSync(next, { force: true });
    }
  });
}

/** The details of a loopback that has started. */
type RunningLoopback = Required<Omit<Running, "ports">> & Pick<Running, "ports">;

/** Finds the loopback that runs on a directory and answers; `undefined` when none does. */
export async function findRunning(directory: string): Promise<RunningLoopback | undefined> {
  const running = await readRunning(directory);
  if (running === undefined || running.proxyPort === undefined || running.certificateFile === undefined) {
    return undefined;
  }
  return (await isAlive(running))
    ? { ...running, proxyPort: running.proxyPort, certificateFile: running.certificateFile }
    : undefined;
}

const shape = z.object({
  pid: z.int().positive(),
  proxyPort: z.int().positive().max(65535).optional(),
  certificateFile: z.string().optional(),
  token: z.string().min(1),
  ports: z.object({ http: z.number(), https: z.number() }).optional(),
});

/** Reads the file. @returns `undefined` if it is missing or damaged, so that the directory can be locked */
async function readRunning(directory: string): Promise<Running | undefined> {
  try {
    return shape.parse(JSON.parse(await readFile(fileIn(directory), "utf8"))) as Running;
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === "ENOENT" ||
      error instanceof SyntaxError ||
      error instanceof z.ZodError
    ) {
      return undefined;
    }
    throw error;
  }
}

/** True if the process runs and, once it has a port, answers there: its process id alone may have been reused. */
async function isAlive({ pid, proxyPort, token }: Running): Promise<boolean> {
  if (!isProcess(pid)) return false;
  return (
    proxyPort === undefined ||
    askControl({ proxyPort, token }, "/").then(
      () => true,
      () => false,
    )
  );
}
