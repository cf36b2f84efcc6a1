import { LoopbackError } from "../loopback-error.ts";

/** The fixes for errors that the user can fix, by the code that the system reports. */
const fixes: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: free some space",
  EDQUOT: "The disk quota is used up: free some space",
  EFBIG: "The file would exceed the largest file size that is allowed here: raise the limit (ulimit -f)",
  EROFS: "The file system is read-only: mount it writable, or move the project",
  EACCES: "This user may not write there: make the folder writable for its owner",
  EPERM: "This user may not write there: make the folder writable for its owner",
  EMFILE: "Too many files are open: raise the limit (ulimit -n)",
  ENFILE: "Too many files are open on this machine: close some programs",
  ENOTDIR: "A file has the name of the folder: move it away",
  EEXIST: "A file has the name of the folder: move it away",
  EISDIR: "A folder has the name of the file: move it away",
};

/** A kept file could not be written. Its previous content is intact, and no write was acknowledged. */
export class StorageError extends LoopbackError {
  constructor(file: string, cause: NodeJS.ErrnoException) {
    super(describe(file, cause, fixes[cause.code ?? ""] ?? "Check the disk and the folder"));
    this.cause = cause;
  }
}

/**
 * Describes an error of the file system that the user can fix, such as a full disk or a read-only folder.
 * @returns the file, the cause and the fix; undefined for all other errors.
 */
export function describeStorageFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", path } = error as NodeJS.ErrnoException;
  const fix = fixes[code];
  // Errors of sockets have an address, and errors of starting programs have arguments.
  if (fix === undefined || "address" in error || "spawnargs" in error) return undefined;
  return describe(path ?? "A file", error, fix);
}

function describe(file: string, { code, message }: NodeJS.ErrnoException, fix: string): string {
  return `${file}: can't be written (${code ?? message}). ${fix}, then run the command again.`;
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
