import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Diagnostic, DiagnosticError } from "@featheredge/diagnostics";
import type { Context } from "../context.ts";
import { AlreadyReported } from "../report/failure.ts";

/** The program's answer to a request. A failed one has only `errors` or `defect`, and `memory`. */
interface Answer {
  readonly id: number;
  readonly number: number;
  readonly warnings: readonly Diagnostic[];
  readonly files: Readonly<Record<string, string>>;
  readonly errors?: readonly Diagnostic[];
  readonly defect?: string;
  /** The memory of the process, in bytes. */
  readonly memory: number;
}

/** A process that builds the project. It stays warm until it is ended. */
export interface BuildProcess {
  /** False once it has ended, or is about to. */
  readonly isRunning: boolean;
  /** Its memory after its last answer, in bytes. */
  readonly memory: number;
  /**
   * Sends a request, and resolves with the answer. Its process must be running.
   * @throws {DiagnosticError} with the project's mistakes, or when the process ends before it answers
   * @throws {AlreadyReported} when the project's code fails otherwise, after its stack trace was passed on
   */
  ask(request: Request): Promise<Answer>;
  end(): void;
}

/** Asks for a build, or for the publication of the last one that succeeded: see the program. */
type Request = { readonly id: number } & (
  | {
      readonly type: "build";
      readonly environment: string;
      readonly directory: string;
      readonly changed: readonly string[];
    }
  | { readonly type: "publish" }
);

const loader = fileURLToPath(new URL("../../loader/run.cjs", import.meta.url));

/** The project's program that answers, as a path from its root. */
export const buildProgram = "stacks/worker/main.ts";

/** Starts a process of a project's {@link buildProgram}. */
export function startBuildProcess({ root, env, output, interruption }: Context): BuildProcess {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: unknown): void }>();
  let memory = 0;
  let hasEnded = false;
  const started = fork(loader, [buildProgram], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
  });
  for (const stream of [started.stdout, started.stderr]) stream?.setEncoding("utf8").on("data", output.passOn);
  started.on("message", (answer: Answer) => waiting.get(answer.id)?.resolve(answer));
  const fail = (reason: string) => {
    hasEnded = true;
    // Ctrl-C ends the process, too, and is then the reason.
    const error = interruption.stop.aborted ? interruption.stop.reason : processEnded(reason);
    for (const { reject } of waiting.values()) reject(error);
  };
  started.once("exit", (code, signal) => fail(`ended with ${signal ?? `status ${code}`}`));
  started.once("error", ({ message }) => fail(`failed: ${message}`));
  return {
    get isRunning() {
      return !hasEnded && started.connected;
    },
    get memory() {
      return memory;
    },
    async ask(request) {
      const { id } = request;
      try {
        const answer = await new Promise<Answer>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          // If this fails, the process ends, which says more than the error.
          started.send(request, () => {});
        });
        memory = answer.memory;
        if (answer.defect !== undefined) {
          output.passOn(`${answer.defect}\n`);
          throw new AlreadyReported(`${buildProgram} failed`);
        }
        if (answer.errors !== undefined) throw new DiagnosticError([...answer.errors]);
        return answer;
      } finally {
        waiting.delete(id);
      }
    },
    end: () => void started.kill(),
  };
}

function processEnded(reason: string): DiagnosticError {
  return DiagnosticError.of("FE-CLI-013", {
    subject: buildProgram,
    message: `The process of ${buildProgram}, which builds the project for 'up', ${reason}.`,
    fix: "Save a file of the project: the next build starts it again.",
  });
}
