import { describeStorage } from "@featheredge/diagnostics";
import { LoopbackError } from "../loopback-error.ts";

/** A kept file could not be written. Its previous content is intact, and no write was acknowledged. */
export class StorageError extends LoopbackError {
  constructor(file: string, cause: NodeJS.ErrnoException) {
    super(describeStorage(file, cause), "FE-CLI-014", { cause });
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
