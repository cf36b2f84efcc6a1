import { cloudFrontFunctionQuotas, type FunctionRuntime } from "@featheredge/aws-rules";
import type { OriginCall, RunError, RunResult } from "../result.ts";
import { readOutcome } from "./read-outcome.ts";
import { type FunctionThread, giveBack, prepareThreads, takeThread } from "./threads.ts";

/**
 * The edge location where a request is served; empty for a function that runs outside of a distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
 */
export interface EdgeLocation {
  /** The IATA code of a nearby airport. */
  readonly name?: string;
  readonly serverIp?: string;
  /** The region of the regional edge cache. */
  readonly region?: string;
}

export interface EngineOptions {
  /** Its globals and modules are those of this runtime. Default: cloudfront-js-2.0. */
  readonly runtime?: FunctionRuntime;
  /** The memory for the function, in addition to the runtime's own; at most 8 MB. Default: AWS's 2 MB. */
  readonly memoryBytes?: number;
  /** The number of steps after which a run is stopped. AWS publishes no such number; the default is ours and generous. */
  readonly maxSteps?: number;
  /**
   * The wall-clock time after which a run is stopped, in milliseconds. It stops what steps do not count: built-ins on
   * large values. Default: 500, some ten thousand times what AWS's samples take.
   */
  readonly deadlineMs?: number;
  /** The start time of a run, in milliseconds; Date is frozen at it. Default: the machine's clock. */
  readonly now?: () => number;
  /** The contents of the function's KeyValueStore; undefined if it has none. */
  readonly keyValueStore?: ReadonlyMap<string, string> | undefined;
  /** The value of `cf.edgeLocation` at viewer request. */
  readonly edgeLocation?: EdgeLocation;
  /** True to find out where in its code the function logs each line. Default: false. */
  readonly logPositions?: boolean;
}

export type EngineResult = RunResult & {
  /** Calls and jumps that the run executed: a deterministic estimate of work. */
  readonly steps: number;
};

/** A CloudFront Function, loaded and ready for events. Its globals live from one event to the next. */
export interface CloudFrontFunctionEngine {
  /** Runs the handler on an event. Whatever the function does, this never rejects, and the caller's thread stays free. */
  run(event: unknown): Promise<EngineResult>;
  /** Replaces the contents of its KeyValueStore for later events. The function is not loaded again. */
  setKeyValueStore(store: ReadonlyMap<string, string> | undefined): void;
  /** Ends the engine once all of its events have their results, and settles then. */
  retire(): Promise<void>;
  /** Ends the engine at once. Events that are still running end with an error. */
  dispose(): void;
}

const defaultMaxSteps = 2_000_000;
const defaultDeadlineMs = 500;

/**
 * Loads a function in QuickJS with CloudFront's limits: 2 MB, no code from strings, a frozen Date, the documented
 * globals and modules and no others. It runs in a worker thread, which is terminated when a run exceeds its deadline.
 * A limit that is exceeded is the result's `error`; the next run starts with fresh globals.
 *
 * QuickJS replaces CloudFront's own runtime, which is a fork of njs. QuickJS accepts more syntax, so check the code
 * with `checkCloudFrontFunction` first.
 *
 * @param code the whole function; its `handler` is called
 */
export async function createCloudFrontFunctionEngine(
  code: string,
  options: EngineOptions = {},
): Promise<CloudFrontFunctionEngine> {
  await prepareThreads();
  return new ThreadEngine(code, options);
}

/**
 * The answers to one or more runs. A run that has nothing to report but its outcome has three items: its id, its steps and
 * its outcome. A message costs about as much as a run, so it is kept short.
 */
type Answers = readonly (Answer | number | string)[];

/** A thread's answer to a run that has more to report than its outcome. */
interface Answer {
  readonly id: number;
  /** JSON with `output`. */
  readonly outcome?: string;
  readonly error?: RunError;
  readonly logs: readonly string[];
  readonly logPositions?: readonly string[];
  readonly origin: readonly OriginCall[];
  readonly logData?: string | undefined;
  readonly steps: number;
}

/** A line that a run has logged, sent before its answer. */
interface LoggedLine {
  readonly id: number;
  readonly line: string;
  /** As in {@link RunResult.logPositions}. */
  readonly at: string;
}

/** A run that the thread has not answered yet. */
interface Waiting {
  readonly id: number;
  readonly event: unknown;
  /** The event. */
  readonly json: string;
  readonly now: number;
  readonly since: number;
  /** The lines that it has logged so far; undefined if there are none, as for most. */
  logs?: LoggedLine[];
  readonly settle: (result: EngineResult) => void;
}

class ThreadEngine implements CloudFrontFunctionEngine {
  readonly #code: string;
  readonly #options: EngineOptions;
  readonly #deadlineMs: number;
  #keyValueStore: ReadonlyMap<string, string> | undefined;
  #thread: FunctionThread | undefined;
  /**
   * Oldest first, which is the order in which the thread runs them. Not a Map: when its table is replaced, the old one
   * keeps all that was in it from being collected for long.
   */
  readonly #waiting: Waiting[] = [];
  /** Runs that the thread gets by the next message. */
  #unsent: Waiting[] = [];
  #count = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Called when the last of its events has ended, if the engine is to end then. */
  #onDone: (() => void) | undefined;
  #seen = { period: 0, since: 0 };

  constructor(code: string, options: EngineOptions) {
    this.#code = code;
    this.#options = options;
    this.#deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
    this.#keyValueStore = options.keyValueStore;
  }

  run(event: unknown): Promise<EngineResult> {
    return new Promise((settle) => {
      const { now = Date.now } = this.#options;
      this.#count += 1;
      const run: Waiting = {
        id: this.#count,
        event,
        json: JSON.stringify(event),
        now: now(),
        since: performance.now(),
        settle,
      };
      this.#waiting.push(run);
      this.#send(run);
      this.#timer ??= setInterval(() => this.#watch(), this.#deadlineMs / 4).unref();
    });
  }

  setKeyValueStore(store: ReadonlyMap<string, string> | undefined): void {
    // Earlier events read the contents that they began with.
    this.#flush();
    this.#keyValueStore = store;
    this.#thread?.worker.postMessage({ type: "store", keyValueStore: store });
  }

  retire(): Promise<void> {
    return new Promise((retired) => {
      this.#onDone = () => {
        this.dispose();
        retired();
      };
      if (this.#waiting.length === 0) this.#onDone();
    });
  }

  dispose(): void {
    const thread = this.#thread;
    const isIdle = this.#waiting.length === 0;
    this.#release();
    if (thread !== undefined) giveBack(thread, isIdle);
    this.#unsent = [];
    const error = { name: "EngineFailure", message: "The engine was disposed before the function ended." };
    for (const run of [...this.#waiting]) this.#settle(run, failed(error));
  }

  /** Sends a run with all others of this turn of the event loop, since a message costs about as much as a run. */
  #send(run: Waiting): void {
    this.#unsent.push(run);
    if (this.#unsent.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const runs = this.#unsent;
    this.#unsent = [];
    // None are left if the engine was disposed or its KeyValueStore replaced meanwhile.
    if (runs.length === 0) return;
    this.#thread ??= this.#start();
    this.#thread.worker.ref();
    const message: (number | string)[] = [];
    for (const { id, json, now } of runs) message.push(id, json, now);
    this.#thread.worker.postMessage({ type: "run", runs: message });
  }

  #start(): FunctionThread {
    const { runtime = "cloudfront-js-2.0", memoryBytes, maxSteps = defaultMaxSteps } = this.#options;
    const { edgeLocation = {}, logPositions = false } = this.#options;
    const thread = takeThread({
      answered: (answer) => this.#receive(answer as Answers | LoggedLine),
      lost: (error) => this.#stop({ name: "EngineFailure", message: `The function's thread ended: ${error.message}` }),
    });
    const options = {
      runtime,
      memoryBytes: memoryBytes ?? cloudFrontFunctionQuotas.memoryBytes.value,
      maxSteps,
      edgeLocation,
      logPositions,
    };
    thread.worker.postMessage({ type: "load", code: this.#code, options, keyValueStore: this.#keyValueStore });
    return thread;
  }

  #receive(answers: Answers | LoggedLine): void {
    if ("line" in answers) {
      const run = this.#find(answers.id);
      if (run?.logs !== undefined) run.logs.push(answers);
      else if (run !== undefined) run.logs = [answers];
      return;
    }
    for (let index = 0; index < answers.length; index += 1) {
      const answer = answers[index];
      if (typeof answer === "object") {
        this.#take(answer);
      } else {
        this.#takeOutcome(answer as number, answers[index + 1] as number, answers[index + 2] as string);
        index += 2;
      }
    }
  }

  #find(id: number): Waiting | undefined {
    const [oldest] = this.#waiting;
    return oldest?.id === id ? oldest : this.#waiting.find((run) => run.id === id);
  }

  #takeOutcome(id: number, steps: number, outcome: string): void {
    const run = this.#find(id);
    if (run !== undefined) this.#settle(run, { ...readOutcome(outcome, run.event, run.json), logs: [], steps });
  }

  #take({ id, outcome = "{}", error, logs, logPositions, origin, logData, steps }: Answer): void {
    const run = this.#find(id);
    if (run === undefined) return;
    const ran = {
      logs,
      ...(logPositions === undefined ? {} : { logPositions }),
      steps,
      ...(error === undefined && origin.length > 0 ? { origin } : {}),
      ...(logData === undefined ? {} : { logData }),
    };
    if (error !== undefined) this.#settle(run, { error, ...ran });
    else this.#settle(run, { ...readOutcome(outcome, run.event, run.json), ...ran });
  }

  #settle(run: Waiting, result: EngineResult): void {
    if (this.#waiting[0] === run) this.#waiting.shift();
    else this.#waiting.splice(this.#waiting.indexOf(run), 1);
    if (this.#waiting.length === 0) {
      this.#thread?.worker.unref();
      this.#onDone?.();
    }
    run.settle(result);
  }

  /** Stops the thread when the same period inside guest code was seen for as long as the deadline. */
  #watch(): void {
    const period = this.#thread === undefined ? 0 : Atomics.load(this.#thread.running, 0);
    const now = performance.now();
    if (period !== this.#seen.period) this.#seen = { period, since: now };
    else if (period !== 0 && now - this.#seen.since >= this.#deadlineMs) {
      this.#stop({
        name: "ComputeLimit",
        message: `Stopped after ${this.#deadlineMs} ms: the function does not end in time.`,
      });
    }
    if (this.#waiting.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Ends the thread and its current run. Later runs go to another thread, unless they waited for too long already. */
  #stop(error: RunError): void {
    const [oldest] = this.#waiting;
    const current = this.#thread === undefined ? 0 : Atomics.load(this.#thread.running, 1);
    const thread = this.#thread;
    this.#release();
    if (thread !== undefined) giveBack(thread, false);
    const stopped = this.#find(current) ?? oldest;
    if (stopped !== undefined) this.#settle(stopped, failed(error, this.#logged(stopped)));
    this.#unsent = [];
    for (const run of [...this.#waiting]) {
      // The thread ran those before the current one, but had not sent their answers.
      if (run.id < current || performance.now() - run.since < this.#deadlineMs) this.#send(run);
      else this.#settle(run, failed({ name: "ComputeLimit", message: tooLate }));
    }
  }

  /** The lines that a run has logged before it was stopped. */
  #logged({ logs: lines = [] }: Waiting): Pick<EngineResult, "logs" | "logPositions"> {
    const positions = this.#options.logPositions ? { logPositions: lines.map(({ at }) => at) } : {};
    return { logs: lines.map(({ line }) => line), ...positions };
  }

  #release(): void {
    this.#thread = undefined;
    this.#seen = { period: 0, since: 0 };
  }
}

const tooLate = "Not started: earlier runs of the same function did not end in time.";

function failed(error: RunError, logged: Pick<EngineResult, "logs" | "logPositions"> = { logs: [] }): EngineResult {
  return { error, ...logged, steps: 0 };
}
