import { type Details, type Diagnostic, diagnose } from "./diagnostic.ts";

/** The properties of Node.js's errors of the file system that are read here. */
interface SystemError extends Error {
  readonly code?: string | undefined;
  readonly path?: string | undefined;
}

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

/** Describes a file that could not be written: the file, the cause and the fix. */
export function describeStorage(file: string, { code = "", message }: SystemError): Details {
  const fix = fixes[code] ?? "Check the disk and the folder";
  return {
    subject: file,
    message: `${file}: can't be written (${code || message}).`,
    fix: `${fix}, then run the command again.`,
  };
}

/**
 * Reports an error of the file system that the user can fix, such as a full disk or a read-only folder.
 *
 * @returns undefined for all other errors
 */
export function diagnoseStorage(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", path = "A file" } = error as SystemError;
  // Errors of sockets have an address, and errors of starting programs have arguments.
  if (!Object.hasOwn(fixes, code) || "address" in error || "spawnargs" in error) return undefined;
  return diagnose("FE-CLI-014", describeStorage(path, error));
}
