import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { type BuildProcess, buildProgram, startBuildProcess } from "./build-process.ts";
import { takeTurns } from "./take-turns.ts";

/** Builds an environment again and again, in a process that stays warm. */
export interface Builder {
  /**
   * Compiles the handlers and synthesizes the stacks into the builder's folder.
   * @param changed - The files that have changed since the last build, as paths from the project's root with `/`.
   * @throws {DiagnosticError} with the project's mistakes; the last build that succeeded stays
   * @throws {AlreadyReported} when the project's code fails otherwise, after its stack trace was passed on
   */
  build(changed: readonly string[]): Promise<BuiltFiles>;
  /** Writes the last build that succeeded to `cdktf.out` and to where other commands read artifacts. @returns its number */
  publish(): Promise<number>;
  close(): void;
}

/** A build that succeeded. */
export interface BuiltFiles {
  /** Counts the builds, from 1; those that failed, too. */
  readonly number: number;
  readonly warnings: readonly Diagnostic[];
  /** The SHA-256 of each file of the stacks, by its path below {@link upDirectory}'s `stacks`, with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

/** A process that has grown beyond this number of bytes is replaced, since modules that are loaded again leave some behind. */
const mostMemory = 700 * 1024 * 1024;

/** The folder that the builds of `up` are written to: artifacts in `build`, and the stacks in `stacks`. */
export function upDirectory(root: string, environment: string): string {
  return join(root, ".featheredge", "up", environment);
}

/**
 * Makes the builder of an environment. Its process is started now, so that it is ready when the first build is wanted.
 * @throws {DiagnosticError} when the project has no such program
 */
export function createBuilder(context: Context, environment: string): Builder {
  const { root } = context;
  if (!existsSync(join(root, buildProgram))) {
    throw DiagnosticError.of("FE-CLI-003", {
      subject: buildProgram,
      message: `${buildProgram}, which builds the project for 'up', is missing.`,
      fix: "Restore it.",
    });
  }
  const directory = upDirectory(root, environment);
  let count = 0;
  let building = startBuildProcess(context);
  /** The process that has the last build that succeeded. It stays for {@link Builder.publish} until another one has built. */
  let built: BuildProcess | undefined;
  // One request after the other, so that a build is published by the process that has it, and before the next one.
  const inTurn = takeTurns();
  const build = async (changed: readonly string[]) => {
    // Ctrl-C may have ended the process, too.
    context.interruption.stop.throwIfAborted();
    if (!building.isRunning || building.memory > mostMemory) {
      if (building !== built) building.end();
      building = startBuildProcess(context);
    }
    const answer = await building.ask({ id: ++count, type: "build", environment, directory, changed });
    if (built !== building) built?.end();
    built = building;
    return answer;
  };
  return {
    build: (changed) => inTurn(() => build(changed)),
    publish: () =>
      inTurn(async () => {
        if (!built?.isRunning) await build([]);
        return (await (built ?? building).ask({ id: ++count, type: "publish" })).number;
      }),
    close() {
      built?.end();
      building.end();
    },
  };
}
