import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { RunError, RunResult } from "../cloudfront-function/result.ts";
import { findEntry } from "./entry.ts";
import { type LambdaIdentity, lambdaContext, lambdaEnvironment, ownRuntime } from "./environment.ts";
import { type LambdaLogLine, LogLines, type Message, readError, readLine, readMessage } from "./message.ts";
import { type ProcessThread, startThread } from "./process-threads.ts";

export interface LambdaEnvironmentOptions {
  /** The module, or the directory that the zip is unpacked in. */
  readonly file: string;
  /** `index.handler`, or the export's name alone. Default: `handler`. */
  readonly handler?: string | undefined;
  readonly memoryMb: number;
  readonly identity?: Partial<Omit<LambdaIdentity, "memoryMb">> | undefined;
  /** Variables such as the credentials of the role; on AWS a function at the edge can set none itself. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Default: the function reaches everything that this machine reaches. */
  readonly network?: LambdaNetwork | undefined;
}

/** The hosts that a function may connect to. */
export interface LambdaNetwork {
  /** An HTTP proxy on 127.0.0.1 that stands for AWS: connections by TLS to AWS's hosts go through it. */
  readonly proxyPort: number;
  /** The authority that signs for those hosts, in PEM. */
  readonly certificate: string;
  /** Hosts to reach directly, besides this machine. Default: none. */
  readonly allowHosts?: readonly string[];
}

export type { LambdaLogLine };

/**
 * `error.name` is the error's own, or `Sandbox.Timedout`, `Runtime.ExitError`, `Runtime.OutOfMemory`,
 * `Runtime.HandlerNotFound`, `Runtime.CallbackHandlerDeprecated`, `Runtime.InvalidMessage`.
 */
export type LambdaAtEdgeResult = RunResult & {
  /** Without the start of the environment. */
  readonly durationMs: number;
  /** The time that the environment took to start; set only if this event waited for it. */
  readonly initDurationMs?: number;
  readonly logLines: readonly LambdaLogLine[];
};

interface LambdaInvocation {
  readonly requestId: string;
  readonly timeoutMs: number;
}

/** A loaded function: its globals live from one event to the next, and it takes one event at a time. */
export interface LambdaEnvironment {
  /** False once the function ended its process, crashed or ran out of time or memory. */
  readonly usable: boolean;
  /** Gives the handler an event. This never rejects, even if the function fails. */
  invoke(event: unknown, invocation: LambdaInvocation): Promise<LambdaAtEdgeResult>;
  dispose(): Promise<void>;
}

/** The time that Lambda gives a function to load. */
const loadTimeoutMs = 10_000;

type Ended = Pick<LambdaAtEdgeResult, "output" | "error" | "durationMs">;

/**
 * Starts a thread that loads a Lambda function, with its memory limit, in a process of the function's own. It inherits
 * neither environment variables nor open files. It is not a sandbox against hostile code, which can reach files as in
 * Lambda. Memory outside of JavaScript's heap, such as that of Buffers, is not counted.
 */
export function createLambdaEnvironment(options: LambdaEnvironmentOptions): LambdaEnvironment {
  return new ThreadEnvironment(options);
}

class ThreadEnvironment implements LambdaEnvironment {
  readonly #thread: ProcessThread;
  /** The function's module, by its real path, which is in stacks. */
  readonly #file: string;
  readonly #memoryMb: number;
  readonly #started = performance.now();
  #initDurationMs: number | undefined;
  #initReported = false;
  #end: RunError | undefined;
  #logLines = new LogLines();
  /** `since`: when the function was given the event, by `performance.now()`. */
  #waiting: { readonly requestId: string; since: number; ready(): void; settle(ended: Ended): void } | undefined;

  constructor({
    file: location,
    handler = "handler",
    memoryMb,
    identity: given,
    env,
    network,
  }: LambdaEnvironmentOptions) {
    this.#memoryMb = memoryMb;
    const { file, exported } = findEntry(location, handler);
    this.#file = existsSync(file) ? realpathSync(file) : file;
    const directory = path.resolve(location) === file ? path.dirname(file) : path.resolve(location);
    const identity: LambdaIdentity = {
      functionName: "function",
      version: "1",
      account: "000000000000",
      runtime: ownRuntime,
      directory,
      logStreamName: "stream",
      ...given,
      memoryMb,
    };
    const workerData = {
      file,
      exported,
      directory,
      runtime: identity.runtime,
      network,
      context: lambdaContext(identity),
    };
    this.#thread = startThread(
      { directory, workerData, env: { ...lambdaEnvironment(identity), ...env }, memoryMb },
      {
        line: (line) => this.#take(readLine(line, this.#waiting?.requestId, this.#file)),
        message: (message) => this.#take(readMessage(message, this.#file)),
        error: (thrown) => this.#ended(crashOf(thrown, memoryMb, this.#file)),
        exit: (how) => this.#ended({ name: "Runtime.ExitError", message: `The function ended its process: ${how}` }),
      },
    );
  }

  get usable(): boolean {
    return this.#end === undefined;
  }

  async invoke(event: unknown, { requestId, timeoutMs }: LambdaInvocation): Promise<LambdaAtEdgeResult> {
    if (this.#waiting !== undefined) throw new Error("A Lambda environment takes one event at a time");
    this.#thread.ref();
    let timer: NodeJS.Timeout | undefined;
    const ended = await new Promise<Ended>((settle) => {
      const stopAfter = (milliseconds: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#ended(timeout(milliseconds), milliseconds), milliseconds);
      };
      const ready = () => {
        stopAfter(timeoutMs);
        if (this.#waiting !== undefined) this.#waiting.since = performance.now();
        const text = JSON.stringify(event) ?? "null";
        this.#thread.write(`{"requestId":${JSON.stringify(requestId)},"timeoutMs":${timeoutMs},"event":${text}}`);
      };
      this.#waiting = { requestId, since: performance.now(), ready, settle };
      if (this.#end !== undefined) settle({ error: this.#end, durationMs: 0 });
      else if (this.#initDurationMs === undefined) stopAfter(loadTimeoutMs);
      else ready();
    });
    clearTimeout(timer);
    this.#waiting = undefined;
    if (!this.usable) await this.#thread.terminate();
    this.#thread.unref();
    const logLines = this.#logLines.lines;
    this.#logLines = new LogLines();
    const init =
      this.#initReported || this.#initDurationMs === undefined ? {} : { initDurationMs: this.#initDurationMs };
    this.#initReported = true;
    const logs = logLines.map(({ line }) => line);
    const hasPositions = logLines.some(({ at }) => at !== undefined);
    const positions = hasPositions ? { logPositions: logLines.map(({ at = "" }) => at) } : {};
    return { ...ended, ...init, logLines, logs, ...positions };
  }

  async dispose(): Promise<void> {
    this.#ended({ name: "Runtime.ExitError", message: `The environment of ${this.#memoryMb} MB was ended` });
    await this.#thread.terminate();
  }

  #take(message: Message | undefined): void {
    if (message === undefined) {
      this.#ended(invalidMessage);
      void this.#thread.terminate();
    } else if (message.type === "log") {
      const { type: _, ...line } = message;
      this.#logLines.add(line);
    } else if (message.type === "ready") {
      // The function's own code can post it again, which would give it the event twice.
      if (this.#initDurationMs !== undefined) return;
      this.#initDurationMs = performance.now() - this.#started;
      if (this.#waiting === undefined) this.#thread.unref();
      else this.#waiting.ready();
    } else if (message.requestId === this.#waiting?.requestId) {
      const durationMs = performance.now() - this.#waiting.since;
      const { output, error } = message;
      if (error !== undefined) this.#waiting.settle({ error, durationMs });
      else this.#waiting.settle(output === undefined ? { durationMs } : { output, durationMs });
    }
  }

  /** The first end counts: a thread that is terminated exits too. */
  #ended(error: RunError, durationMs = 0): void {
    this.#end ??= error;
    this.#waiting?.settle({ error: this.#end, durationMs });
  }
}

function timeout(milliseconds: number): RunError {
  const seconds = (milliseconds / 1000).toFixed(2);
  return { name: "Sandbox.Timedout", message: `Task timed out after ${seconds} seconds` };
}

const invalidMessage: RunError = {
  name: "Runtime.InvalidMessage",
  message:
    "The function posted a message to the thread that runs it, which Lambda does not have. Do not use parentPort of node:worker_threads.",
};

/** @param thrown any value: a function may throw null, or write to its process's pipe */
function crashOf(thrown: unknown, memoryMb: number, file: string): RunError {
  const { code } = (thrown ?? {}) as { readonly code?: unknown };
  if (code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { name: "Runtime.OutOfMemory", message: `The function needs more than ${memoryMb} MB` };
  }
  return readError(thrown, file);
}
