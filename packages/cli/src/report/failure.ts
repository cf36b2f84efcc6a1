import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError, reportText, type Sources } from "@featheredge/diagnostics";
import { describeStorageFailure } from "@featheredge/loopback/storage-error";
import { exitCodeOf, Interrupted } from "../process/interruption.ts";
import { isUserFacing } from "../user-error.ts";

/** Another program has already reported what went wrong: only the exit code is missing. */
export class AlreadyReported extends Error {
  override readonly name = "AlreadyReported";
  readonly exitCode: number;

  /** @param exitCode - What to end with: another program's own where it was the user's. */
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Describes a failed command by the text to print and the exit code: 1 for a user's mistake, a failure of terraform
 * and a defect of ours; 130 or 143 when it was interrupted.
 */
export function describeFailure(error: unknown, stop: AbortSignal, root?: string): { text: string; exitCode: number } {
  const reason = stop.aborted ? stop.reason : error;
  if (reason instanceof Interrupted) {
    return { text: "Stopped.\n", exitCode: exitCodeOf(reason.signal) };
  }
  if (error instanceof AlreadyReported) {
    return { text: "", exitCode: error.exitCode };
  }
  if (error instanceof DiagnosticError) {
    return { text: reportText(error.diagnostics, sourcesOf(root)), exitCode: 1 };
  }
  if (isUserFacing(error)) {
    return { text: `${error.message}\n`, exitCode: 1 };
  }
  const storage = describeStorageFailure(error);
  if (storage !== undefined) {
    return { text: `${storage}\n`, exitCode: 1 };
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    text: `This is a defect of featheredge, not a mistake of yours. Please report it with this:\n${trace}\n`,
    exitCode: 1,
  };
}

/** The files of the project, for excerpts; none outside of a project. */
function sourcesOf(root: string | undefined): Sources {
  const read = (file: string) => {
    const path = root === undefined ? undefined : join(root, file);
    return path !== undefined && existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  return { read };
}
