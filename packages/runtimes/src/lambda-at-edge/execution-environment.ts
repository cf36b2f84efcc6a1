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

/** A loaded function: its globals live from one event to the next, and it runs one event at a time. */
export interface LambdaEnvironment {
  /** False once the function ended its process, crashed or ran out of time or memory. */
  readonly usable: boolean;
  /** True if one of the last two events took so little time that another one may wait for it here. */
  readonly isQuick: boolean;
  /** Gives the handler an event. This never rejects, even if the function fails. No other event may run or wait. */
  invoke(event: unknown, invocation: LambdaInvocation): Promise<LambdaAtEdgeResult>;
  /**
   * Gives the handler an event after those that run or wait.
   *
   * @returns undefined if the handler was not given the event: the environment has ended, or an event before it took long
   */
  queue(event: unknown, invocation: LambdaInvocation): Promise<LambdaAtEdgeResult | undefined>;
  dispose(): Promise<void>;
}

/** The time that Lambda gives a function to load. */
const loadTimeoutMs = 10_000;

/** The longest run after which an environment counts as quick. Passing an event on takes a tenth of it. */
const quickMs = 2;

/** How long a run may take before the events that wait for it go to other environments, in milliseconds. */
const slowMs = 20;

type Ended = Pick<LambdaAtEdgeResult, "output" | "error" | "durationMs">;

/** An event that the function has, or will get. */
interface Run {
  readonly event: unknown;
  readonly requestId: string;
  readonly timeoutMs: number;
  /** By `performance.now()`. */
  sentAt: number;
  readonly settle: (result: LambdaAtEdgeResult | undefined) => void;
}

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
  /** The first one runs, and the others wait. */
  #runs: Run[] = [];
  /** When the first one began, by `performance.now()`. */
  #since = 0;
  /** Ends the first one. */
  #timer: NodeJS.Timeout | undefined;
  /** Withdraws the others if the first one takes long. */
  #watch: NodeJS.Timeout | undefined;
  /** Lines that the thread gets by the next write. */
  #unsent: string[] = [];
  isQuick = false;
  #wasQuick = false;

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
        line: (line) => this.#take(readLine(line, this.#runs[0]?.requestId, this.#file)),
        message: (message) => this.#take(readMessage(message, this.#file)),
        error: (thrown) => this.#ended(crashOf(thrown, memoryMb, this.#file)),
        exit: (how) => this.#ended({ name: "Runtime.ExitError", message: `The function ended its process: ${how}` }),
      },
    );
  }

  get usable(): boolean {
    return this.#end === undefined;
  }

  async invoke(event: unknown, invocation: LambdaInvocation): Promise<LambdaAtEdgeResult> {
    if (this.#runs.length > 0) throw new Error("The environment has an event already. Use queue().");
    return (await this.queue(event, invocation)) ?? this.#resultOf({ error: this.#end ?? disposed, durationMs: 0 });
  }

  async queue(event: unknown, { requestId, timeoutMs }: LambdaInvocation): Promise<LambdaAtEdgeResult | undefined> {
    if (this.#end !== undefined) return undefined;
    this.#thread.ref();
    const result = await new Promise<LambdaAtEdgeResult | undefined>((settle) => {
      const run: Run = { event, requestId, timeoutMs, sentAt: 0, settle };
      this.#runs.push(run);
      const isFirst = this.#runs.length === 1;
      if (this.#initDurationMs !== undefined) this.#send(run);
      else if (isFirst) this.#stopAfter(loadTimeoutMs);
      if (isFirst) this.#begin();
      else this.#watch ??= setInterval(() => this.#withdrawIfSlow(), slowMs).unref();
    });
    if (result !== undefined && !this.usable) await this.#thread.terminate();
    return result;
  }

  /** Sends an event with all others of this turn of the event loop, since a write costs about as much as a run. */
  #send(run: Run): void {
    const { event, requestId, timeoutMs } = run;
    run.sentAt = performance.now();
    const text = JSON.stringify(event) ?? "null";
    this.#unsent.push(`{"requestId":${JSON.stringify(requestId)},"timeoutMs":${timeoutMs},"event":${text}}`);
    if (this.#unsent.length === 1) setImmediate(() => this.#thread.write(this.#unsent.splice(0).join("\n")));
  }

  /** Starts the time of the first event, if the function is loaded. */
  #begin(): void {
    const [first] = this.#runs;
    this.#since = performance.now();
    if (first !== undefined && this.#initDurationMs !== undefined) this.#stopAfter(first.timeoutMs);
  }

  #stopAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ended(timeout(milliseconds), milliseconds), milliseconds);
  }

  #withdrawIfSlow(): void {
    if (this.#runs.length > 1 && performance.now() - this.#since >= slowMs) {
      this.isQuick = false;
      this.#thread.write("withdraw");
    }
    if (this.#runs.length > 1) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  /** Settles the first event, and begins the next one. */
  #settleFirst(ended: Ended): void {
    const first = this.#runs.shift();
    clearTimeout(this.#timer);
    first?.settle(this.#resultOf(ended));
    if (this.#runs.length > 0) this.#begin();
    else this.#thread.unref();
  }

  /** Adds the logs since the last result, and the time of the start to the first one. */
  #resultOf(ended: Ended): LambdaAtEdgeResult {
    const logLines = this.#logLines.lines;
    if (logLines.length > 0) this.#logLines = new LogLines();
    const init =
      this.#initReported || this.#initDurationMs === undefined ? {} : { initDurationMs: this.#initDurationMs };
    this.#initReported = true;
    const logs = logLines.map(({ line }) => line);
    const hasPositions = logLines.some(({ at }) => at !== undefined);
    const positions = hasPositions ? { logPositions: logLines.map(({ at = "" }) => at) } : {};
    return { ...ended, ...init, logLines, logs, ...positions };
  }

  async dispose(): Promise<void> {
    this.#ended({ ...disposed, message: `The environment of ${this.#memoryMb} MB was ended` });
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
      for (const run of this.#runs) this.#send(run);
      if (this.#runs.length > 0) this.#begin();
      else this.#thread.unref();
    } else if (message.type === "withdrawn") {
      const index = this.#runs.findIndex(({ requestId }) => requestId === message.requestId);
      // The function's own code can write it, too, which must not give another environment an event that runs here.
      if (index > 0) this.#runs.splice(index, 1)[0]?.settle(undefined);
    } else if (message.requestId === this.#runs[0]?.requestId) {
      const { output, error } = message;
      const now = performance.now();
      const durationMs = Math.min(message.durationMs ?? now - this.#since, now - this.#runs[0].sentAt);
      // One slow run can be another program's fault, with which this one shares the processors.
      const isQuick = durationMs < quickMs;
      this.isQuick = isQuick || (this.isQuick && this.#wasQuick);
      this.#wasQuick = isQuick;
      if (error !== undefined) this.#settleFirst({ error, durationMs });
      else this.#settleFirst(output === undefined ? { durationMs } : { output, durationMs });
    }
  }

  /** Fails the event that runs. The first end counts: a thread that is terminated exits too. */
  #ended(error: RunError, durationMs = 0): void {
    this.#end ??= error;
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    const [first, ...others] = this.#runs.splice(0);
    first?.settle(this.#resultOf({ error: this.#end, durationMs }));
    for (const { settle } of others) settle(undefined);
    this.#thread.unref();
  }
}

const disposed: RunError = { name: "Runtime.ExitError", message: "The environment was ended" };

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
