import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { AlreadyReported } from "../report/failure.ts";

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

interface Answer extends BuiltFiles {
  readonly id: number;
  readonly errors?: readonly Diagnostic[];
  readonly defect?: string;
  readonly memory: number;
}

const loader = fileURLToPath(new URL("../../loader/run.cjs", import.meta.url));
const program = "stacks/worker/main.ts";

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
export function createBuilder({ root, env, output }: Context, environment: string): Builder {
  if (!existsSync(join(root, program))) {
    throw DiagnosticError.of("FE-CLI-003", {
      subject: program,
      message: `${program}, which builds the project for 'up', is missing.`,
      fix: "Restore it.",
    });
  }
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let count = 0;
  let child: ChildProcess | undefined;
  const start = (): ChildProcess => {
    const started = fork(loader, [program], { cwd: root, env, stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
    for (const stream of [started.stdout, started.stderr]) stream?.setEncoding("utf8").on("data", output.passOn);
    started.on("message", (answer: Answer) => waiting.get(answer.id)?.resolve(answer));
    started.once("exit", (code, signal) => {
      if (child === started) child = undefined;
      const end = new Error(`The build's process ended with ${signal ?? `status ${code}`}.`);
      for (const { reject } of waiting.values()) reject(end);
    });
    return started;
  };
  const ask = async (process: ChildProcess, request: object): Promise<Answer> => {
    const id = ++count;
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        process.send({ id, ...request }, (error) => error && reject(error));
      });
      if (answer.defect !== undefined) {
        output.passOn(`${answer.defect}\n`);
        throw new AlreadyReported(`${program} failed`);
      }
      if (answer.errors !== undefined) throw new DiagnosticError([...answer.errors]);
      return answer;
    } finally {
      waiting.delete(id);
    }
  };
  const directory = upDirectory(root, environment);
  let memory = 0;
  child = start();
  return {
    async build(changed) {
      const before = child;
      const process = before === undefined || memory > mostMemory ? start() : before;
      const answer = await ask(process, { type: "build", environment, directory, changed });
      memory = answer.memory;
      // Until the new process has built, the one before it can still publish.
      child = process;
      if (before !== undefined && before !== process) before.disconnect();
      return answer;
    },
    async publish() {
      if (child === undefined) throw new Error("There is no build to publish.");
      return (await ask(child, { type: "publish" })).number;
    },
    close() {
      child?.kill();
      child = undefined;
    },
  };
}
