import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LoopbackError } from "../../loopback-error.ts";

/** The longest path of a socket, in bytes: 103 on macOS, 107 on Linux. */
const longestPath = 103;

/** A Unix socket's path, in a folder that only this user can enter. */
export interface SocketFolder {
  readonly folder: string;
  readonly socketPath: string;
}

/**
 * Makes a folder for one socket, with mode 0700 and a name that cannot be guessed.
 * @param parents - The folders to make it in, of which the first with a short enough path is used.
 * @throws {LoopbackError} when the path is too long in all of them.
 */
export async function makeSocketFolder(parents: readonly string[] = [tmpdir(), "/tmp"]): Promise<SocketFolder> {
  const nameIn = (folder: string) => join(folder, "moto.sock");
  const parent = parents.find((path) => Buffer.byteLength(nameIn(join(path, "featheredge-XXXXXX"))) <= longestPath);
  if (parent === undefined) {
    throw new LoopbackError(
      `moto's socket would have a path of over ${longestPath} bytes below ${parents.join(" and ")}. ` +
        "Set TMPDIR to a folder with a shorter path.",
    );
  }
  const folder = await mkdtemp(join(parent, "featheredge-"));
  return { folder, socketPath: nameIn(folder) };
}
