import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { readLines } from "./read-lines.ts";

export interface ThreadOptions {
  /** The folder of the function. Threads of one folder share a process. */
  readonly directory: string;
  /** The module that the thread loads, as JSON. */
  readonly workerData: object;
  readonly env: Readonly<Record<string, string>>;
  /** The limit of the thread's JavaScript heap. */
  readonly memoryMb: number;
}

/** Called with each message of the function's process, unchecked. */
export interface ThreadListener {
  /** A line that the thread wrote to its pipe. */
  line(line: string): void;
  /** A message that the function's code posted to the thread's parent; undefined for one that has no text as JSON. */
  message(message: unknown): void;
  /** The thread ended by an error. */
  error(thrown: unknown): void;
  /** @param how such as `exit status 1` */
  exit(how: string): void;
}

/** A thread in another process. */
export interface ProcessThread {
  /** Sends a line to the thread. */
  write(line: string): void;
  /** Settles when the thread has ended. */
  terminate(): Promise<void>;
  /** Keeps this process alive until `unref`. */
  ref(): void;
  unref(): void;
}

/**
 * The threads that a process can start. Each has a pipe to this process, so that its messages do not wait for the
 * process's main thread, and pipes are made when a process is started.
 */
const threadsPerProcess = 8;

/** The descriptor of a process's main thread. Those of its threads follow. */
const mainPipe = 3;

/** Milliseconds that a process has to end a thread. The function's own code may have blocked it. */
const endWithinMs = 2_000;

/** Milliseconds that a process without a thread waits for the next one: starting a process is most of a cold start. */
const idleMs = 1_000;

const processes = new Map<string, FunctionProcess>();

/** Starts a thread for a function, in the function's own process, which is started if there is none. */
export function startThread(options: ThreadOptions, listener: ThreadListener): ProcessThread {
  const { directory } = options;
  const running = processes.get(directory) ?? new FunctionProcess(directory);
  processes.set(directory, running);
  return running.start(options, listener);
}

interface Thread {
  readonly listener: ThreadListener;
  readonly pipe: Duplex;
  ended(): void;
  /** How it ended, and the error that ended it, until everything that it wrote has been read. */
  exit?: string;
  error?: { readonly thrown: unknown };
}

/**
 * A process for the threads of one function. It has no variable of this process's environment and none of its open
 * files. It runs with the user's rights.
 */
class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex & { ref?(): void; unref?(): void };
  readonly #threads = new Map<number, Thread>();
  readonly #needed = new Set<number>();
  readonly #directory: string;
  #count = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(directory: string) {
    this.#directory = directory;
    this.#child = spawn(process.execPath, [fileURLToPath(new URL("./function-process.js", import.meta.url))], {
      cwd: existsSync(directory) ? directory : tmpdir(),
      env: { TZ: "UTC", ...windowsVariables() },
      stdio: [
        "ignore",
        "ignore",
        "ignore",
        "pipe",
        ...Array.from({ length: threadsPerProcess }, () => "pipe" as const),
      ],
      // Ctrl-C in a terminal does not reach a process of another group, which ends when its pipe is closed.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#pipe = this.#pipeOf(mainPipe);
    readLines(this.#pipe, (line) => this.#read(line));
    this.#child.once("error", (error) => this.#lost(error.message));
    this.#child.once("exit", (code, signal) => this.#lost(signal === null ? `exit status ${code}` : signal));
    this.#child.unref();
    this.#unref();
  }

  start({ workerData, env, memoryMb }: ThreadOptions, listener: ThreadListener): ProcessThread {
    clearTimeout(this.#idle);
    this.#count += 1;
    const id = this.#count;
    if (id === threadsPerProcess) this.#takeNoMore();
    const fd = mainPipe + id;
    const pipe = this.#pipeOf(fd);
    const end = new Promise<void>((ended) => this.#threads.set(id, { listener, pipe, ended }));
    readLines(pipe, (line) => (line === undefined ? this.#refuse() : listener.line(line)));
    pipe.once("close", () => this.#closed(id));
    this.#send({ id, start: { workerData: { ...workerData, fd }, env, memoryMb } });
    return {
      write: (line) => {
        if (pipe.writable) pipe.write(`${line}\n`);
      },
      terminate: async () => {
        if (!this.#threads.has(id)) return;
        this.#send({ id, terminate: true });
        const timer = setTimeout(() => this.#child.kill("SIGKILL"), endWithinMs);
        await end;
        clearTimeout(timer);
      },
      ref: () => {
        this.#needed.add(id);
        if (this.#needed.size === 1) this.#ref();
      },
      unref: () => {
        this.#needed.delete(id);
        if (this.#needed.size === 0) this.#unref();
      },
    };
  }

  #send(frame: unknown): void {
    if (this.#pipe.writable) this.#pipe.write(`${JSON.stringify(frame)}\n`);
  }

  /** Reads a line that the function's own code may have written, since it shares the process. */
  #read(line: string | undefined): void {
    const frame = line === undefined ? undefined : parsed(line);
    const thread = frame && this.#threads.get(frame.id);
    if (frame === undefined || thread === undefined) this.#refuse();
    else if (typeof frame.exit === "number") this.#exited(frame.id, `exit status ${frame.exit}`);
    else if ("error" in frame) thread.error = { thrown: frame.error };
    else thread.listener.message(frame.message);
  }

  /** Ends a thread once everything that it wrote has been read. */
  #exited(id: number, how: string): void {
    const thread = this.#threads.get(id);
    if (thread === undefined) return;
    thread.exit = how;
    if (thread.pipe.destroyed) this.#end(id, how);
    else setTimeout(() => thread.pipe.destroy(), endWithinMs).unref();
  }

  /** The pipe of a thread is closed: the thread has ended, or its own code has closed it. */
  #closed(id: number): void {
    const thread = this.#threads.get(id);
    if (thread?.exit === undefined) this.#send({ id, terminate: true });
    else this.#end(id, thread.exit);
  }

  #refuse(): void {
    this.#takeNoMore();
    for (const { listener } of this.#threads.values()) listener.message(undefined);
    this.#child.kill("SIGKILL");
  }

  #end(id: number, how: string): void {
    const thread = this.#threads.get(id);
    this.#threads.delete(id);
    this.#needed.delete(id);
    if (this.#threads.size === 0) {
      this.#unref();
      this.#idle = setTimeout(() => this.#stop(), idleMs).unref();
    }
    thread?.pipe.destroy();
    if (thread?.error !== undefined) thread.listener.error(thread.error.thrown);
    thread?.listener.exit(how);
    thread?.ended();
  }

  #lost(how: string): void {
    this.#takeNoMore();
    for (const id of [...this.#threads.keys()]) this.#exited(id, how);
  }

  /** One of the process's pipes. It does not keep this process alive, which `#ref` does. */
  #pipeOf(fd: number): Duplex & { ref?(): void; unref?(): void } {
    const pipe = this.#child.stdio[fd] as Duplex & { unref?(): void };
    // The process has ended, which its own event reports.
    pipe.on("error", () => undefined);
    pipe.unref?.();
    return pipe;
  }

  #stop(): void {
    this.#takeNoMore();
    this.#pipe.end();
  }

  /** Sends the next environment of the function to another process. */
  #takeNoMore(): void {
    if (processes.get(this.#directory) === this) processes.delete(this.#directory);
  }

  #ref(): void {
    this.#child.ref();
    this.#pipe.ref?.();
  }

  #unref(): void {
    this.#child.unref();
    this.#pipe.unref?.();
  }
}

interface Frame {
  readonly id: number;
  readonly message?: unknown;
  readonly error?: unknown;
  readonly exit?: unknown;
}

function parsed(line: string): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(line);
    if (typeof frame !== "object" || frame === null || !("id" in frame) || typeof frame.id !== "number")
      return undefined;
    return frame as Frame;
  } catch {
    return undefined;
  }
}

/** Node.js does not start on Windows without it. */
function windowsVariables(): Record<string, string> {
  const { SystemRoot } = process.env;
  return process.platform === "win32" && SystemRoot !== undefined ? { SystemRoot } : {};
}
