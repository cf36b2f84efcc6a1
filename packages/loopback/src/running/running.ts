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

/** What others find out about the loopback that runs on a directory. */
export interface Running {
  readonly pid: number;
  /** Missing while it starts. */
  readonly proxyPort?: number;
  /** The authority to trust, in PEM. */
  readonly certificateFile?: string;
  /** Lets who can read this file steer the loopback. */
  readonly token: string;
  /** Where distributions are served on 127.0.0.1; missing where they are not. */
  readonly ports?: { readonly http: number; readonly https: number };
}

/** The hold on a directory, which no second loopback can work on meanwhile. */
export interface DirectoryLock {
  readonly token: string;
  /** Replaces what others find. */
  announce(details: Omit<Running, "pid" | "token">): Promise<void>;
  release(): Promise<void>;
}

const fileIn = (directory: string) => join(directory, "running.json");

/**
 * Claims a directory, which is made when missing, for this process.
 * @throws {LoopbackError} when a loopback runs there, and {StorageError} when it can't be written.
 */
export async function lockDirectory(directory: string, files: FileSystem = machineFiles): Promise<DirectoryLock> {
  makePrivateFolder(directory, files);
  const file = fileIn(directory);
  const own: Running = { pid: process.pid, token: randomBytes(24).toString("base64url") };
  for (;;) {
    const next = `${file}.${own.pid}-${own.token}`;
    replaceFile(next, JSON.stringify(own), files);
    const made = linkTo(file, next, files);
    if (made) {
      break;
    }
    const found = await readRunning(directory);
    if (found !== undefined && (await isAlive(found))) {
      throw new LoopbackError(
        `A loopback runs on ${directory} already, as process ${found.pid}. Stop it first, or name another directory.`,
      );
    }
    // Left behind by a loopback that was killed. Moved away first: two may come by at the same time.
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

/** Of all processes that try to, one makes the link. */
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

/** The loopback that runs on a directory and answers; `undefined` when there is none. */
export async function findRunning(directory: string): Promise<Required<Omit<Running, "ports">> | undefined> {
  const found = await readRunning(directory);
  if (found === undefined || found.proxyPort === undefined || found.certificateFile === undefined) {
    return undefined;
  }
  return (await isAlive(found))
    ? { ...found, proxyPort: found.proxyPort, certificateFile: found.certificateFile }
    : undefined;
}

const shape = z.object({
  pid: z.int().positive(),
  proxyPort: z.int().positive().max(65535).optional(),
  certificateFile: z.string().optional(),
  token: z.string().min(1),
  ports: z.object({ http: z.number(), https: z.number() }).optional(),
});

/** What the file says; `undefined` where there is none or it is damaged, so that its directory can be claimed. */
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

/** Process ids are given out again, so a loopback that has its port must answer there, too. */
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
