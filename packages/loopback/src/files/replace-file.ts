import { constants } from "node:fs";
import { dirname } from "node:path";
import { type FileSystem, machineFiles } from "./file-system.ts";
import { storing } from "./storage-error.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_WRONLY } = constants;

/** Makes a folder that only its owner can read, whatever the umask; one that exists is left as it is. */
export function makePrivateFolder(folder: string, files: FileSystem = machineFiles): void {
  storing(folder, () => files.mkdirSync(folder, { recursive: true, mode: 0o700 }));
}

/**
 * Replaces a file, so that a reader finds the old bytes or the new ones, never some of both, however this process or
 * the machine ends. Only its owner can read it, and a symbolic link in its place is replaced, not followed.
 * @throws {StorageError} when it can't be written; the file is then as it was.
 */
export function replaceFile(file: string, bytes: Uint8Array | string, files: FileSystem = machineFiles): void {
  const next = `${file}.next`;
  storing(file, () => {
    // What an earlier process left here may be a link to another file.
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

/** Writes all bytes at the file's end or position: the system may take them in several pieces. */
export function writeAll(handle: number, bytes: Buffer, files: FileSystem): void {
  for (let written = 0; written < bytes.length; ) {
    written += files.writeSync(handle, bytes, written);
  }
}

/** A leftover does no harm: the next write removes it. */
function discard(file: string, files: FileSystem): void {
  try {
    files.rmSync(file, { force: true });
  } catch {
    // The error that led here is the one to report.
  }
}

/** Keeps a rename across a power cut. The file has its new content already, so a failure here changes nothing. */
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
