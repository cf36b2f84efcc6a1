import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Diagnostic,
  diagnose,
  diagnoseStorage,
  isDiagnosticError,
  reportText,
  type Sources,
} from "@featheredge/diagnostics";
import { CommanderError } from "commander";
import { exitCodeOf, Interrupted } from "../process/interruption.ts";

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

/** A command has failed, and its result, which it printed, says why: `doctor` with a missing tool. */
export class FailedResult extends AlreadyReported {}

/** How a command failed. */
export interface Failure {
  /** Empty when the result that the command printed says all. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text for people in place of the diagnostics; empty when another program has written it. */
  readonly text?: string;
  /** 1 for a user's mistake, a failure of terraform and a defect of ours; 130 or 143 when it was interrupted. */
  readonly exitCode: number;
}

/** Describes a failed command. */
export function describeFailure(error: unknown, stop: AbortSignal): Failure {
  const reason = stop.aborted ? stop.reason : error;
  if (reason instanceof Interrupted) {
    const stopped = diagnose("FE-CLI-017", { message: `The command was stopped by ${reason.signal}.` });
    return { diagnostics: [stopped], text: "Stopped.\n", exitCode: exitCodeOf(reason.signal) };
  }
  if (error instanceof FailedResult) return { diagnostics: [], text: "", exitCode: error.exitCode };
  if (error instanceof AlreadyReported) {
    const failed = diagnose("FE-CLI-013", {
      message: `${error.message}.`,
      fix: "Its output on standard error says why.",
    });
    return { diagnostics: [failed], text: "", exitCode: error.exitCode };
  }
  if (error instanceof CommanderError) return describeUsage(error);
  const diagnostics = diagnosticsOf(error);
  if (diagnostics !== undefined) return { diagnostics, exitCode: 1 };
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const defect = diagnose("FE-CLI-018", { message: trace, fix: "Please report it with the stack trace." });
  return {
    diagnostics: [defect],
    text: `This is a defect of featheredge, not a mistake of yours. Please report it with this:\n${trace}\n`,
    exitCode: 1,
  };
}

/** The diagnostics of an error that the user can fix; undefined for all other errors. */
export function diagnosticsOf(error: unknown): readonly Diagnostic[] | undefined {
  if (isDiagnosticError(error)) return error.diagnostics;
  const storage = diagnoseStorage(error);
  return storage === undefined ? undefined : [storage];
}

/** Diagnostics as text for people, with excerpts of the project's files. */
export async function mistakesAsText(root: string, diagnostics: readonly Diagnostic[]): Promise<string> {
  return reportText(diagnostics, await sourcesOf(root, diagnostics));
}

/** Commander throws when it has printed a command's help, and for arguments and options that it does not know. */
function describeUsage({ exitCode, code, message }: CommanderError): Failure {
  if (code.startsWith("commander.help")) return { diagnostics: [], text: "", exitCode };
  const usage = diagnose("FE-CLI-001", {
    message: `${message.replace(/^error: /, "").replaceAll("\n", " ")}.`,
    fix: "'featheredge --help' lists the commands, and 'featheredge <command> --help' its arguments and options.",
  });
  return { diagnostics: [usage], exitCode };
}

/**
 * Reads the files that diagnostics are about, for excerpts and for the lines of environments' keys.
 *
 * @param root the project's folder; undefined outside of a project, where nothing is read
 */
export async function sourcesOf(root: string | undefined, diagnostics: readonly Diagnostic[]): Promise<Sources> {
  // The compiler's parser takes half a second to load.
  const hasKeys = diagnostics.some(({ at }) => at?.key !== undefined && at.line === undefined);
  const locating = hasKeys ? { locateKey: (await import("@featheredge/compiler")).locateKey } : {};
  const read = (file: string) => {
    const path = root === undefined ? undefined : resolve(root, file);
    return path !== undefined && existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  return { read, ...locating };
}
