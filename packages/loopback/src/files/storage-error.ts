import { LoopbackError } from "../loopback-error.ts";

/** Causes that the user can remove, by the code that the system reports. */
const fixes: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: free some space",
  EDQUOT: "The disk quota is used up: free some space",
  EFBIG: "The file would exceed the largest file size that is allowed here: raise the limit (ulimit -f)",
  EROFS: "The file system is read-only: mount it writable, or move the project",
  EACCES: "This user may not write there: make the folder writable for its owner",
  EPERM: "This user may not write there: make the folder writable for its owner",
  EMFILE: "Too many files are open: raise the limit (ulimit -n)",
  ENFILE: "Too many files are open on this machine: close some programs",
};

/** A kept file could not be written. What it held before is still there, and nothing was acknowledged. */
export class StorageError extends LoopbackError {
  constructor(file: string, cause: NodeJS.ErrnoException) {
    const fix = fixes[cause.code ?? ""] ?? "Check the disk and the folder";
    super(`${file}: can't be written (${cause.code ?? cause.message}). ${fix}, then run the command again.`);
    this.cause = cause;
  }
}

/**
 * Runs work that writes a file.
 * @throws {StorageError} that names the file, when the system reports an error.
 */
export function storing<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) throw new StorageError(file, error as NodeJS.ErrnoException);
    throw error;
  }
}
