import { constants } from "node:fs";
import { dirname } from "node:path";
import { type FileSystem, machineFiles } from "./file-system.ts";
import { storing } from "./storage-error.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY } = constants;

/** Makes a folder that only its owner can read, whatever the umask. An existing folder is not changed. */
export function makePrivateFolder(folder: string, files: FileSystem = machineFiles): void {
  storing(folder, () => files.mkdirSync(folder, { recursive: true, mode: 0o700 }));
}

/**
 * Replaces a file atomically: a reader finds the old bytes or the new ones, never a mixture, even if the process or the
 * machine crashes. Only the owner can read the file. A symbolic link of that name is replaced, not followed.
 * @throws {StorageError} when it can't be written; the file is then unchanged.
 */
export function replaceFile(file: string, bytes: Uint8Array | string, files: FileSystem = machineFiles): void {
  const next = `${file}.next`;
  storing(file, () => {
    // A leftover of an earlier process may be a link to another file.
    files.rmSync(next, { force: true });
    try {
      writeNew(next, Buffer.from(bytes), files);
      files.renameSync(next, file);
    } catch (error) {
      discard(next, files);
      throw error;
    }
  });
  syncFolder(dirname(file), files);
}

/** Writes a file that must not exist, and waits until the disk has it. */
function writeNew(file: string, bytes: Buffer, files: FileSystem): void {
  const handle = files.openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    writeAll(handle, bytes, files);
    files.fsyncSync(handle);
  } finally {
    files.closeSync(handle);
  }
}

/** Writes all bytes, of which the system may accept only a part at a time. */
export function writeAll(handle: number, bytes: Buffer, files: FileSystem): void {
  for (let written = 0; written < bytes.length; ) {
    written += files.writeSync(handle, bytes, written);
  }
}

/** Removes a temporary file. A leftover is harmless, because the next write removes it. */
function discard(file: string, files: FileSystem): void {
  try {
    files.rmSync(file, { force: true });
  } catch {
    // The error that led here is the one to report.
  }
}

/** Makes a rename survive a power failure. The file already has its new content, so errors are ignored. */
function syncFolder(folder: string, files: FileSystem): void {
  try {
    const handle = files.openSync(folder, "r");
    try {
      files.fsyncSync(handle);
    } finally {
      files.closeSync(handle);
    }
  } catch {
    // Some systems can't open a folder.
  }
}
