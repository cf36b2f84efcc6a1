import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";

export interface ThreadOptions {
  /** The folder of the function. Threads of one folder share a process. */
  readonly directory: string;
  /** The module that the thread loads, as JSON. */
  readonly workerData: unknown;
  readonly env: Readonly<Record<string, string>>;
  /** The limit of the thread's JavaScript heap. */
  readonly memoryMb: number;
}

/** Called with each message of the function's process, unchecked. */
export interface ThreadListener {
  message(message: unknown): void;
  /** The thread ended by an error. */
  error(thrown: unknown): void;
  /** @param how such as `exit status 1` */
  exit(how: string): void;
}

/** A thread in another process. */
export interface ProcessThread {
  post(message: unknown): void;
  /** Settles when the thread has ended. */
  terminate(): Promise<void>;
  /** Keeps this process alive until `unref`. */
  ref(): void;
  unref(): void;
}

/** The longest line from a function's process, in UTF-16 code units: Lambda's 6 MB in JSON inside JSON. */
const mostCharacters = 16 * 1024 * 1024;

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
  ended(): void;
}

/**
 * A process for the threads of one function. It has no variable of this process's environment and none of its open
 * files. It runs with the user's rights.
 */
class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #threads = new Map<number, Thread>();
  readonly #needed = new Set<number>();
  readonly #directory: string;
  #count = 0;
  #unread = "";
  #idle: NodeJS.Timeout | undefined;

  constructor(directory: string) {
    this.#directory = directory;
    this.#child = spawn(process.execPath, [fileURLToPath(new URL("./function-process.js", import.meta.url))], {
      cwd: existsSync(directory) ? directory : tmpdir(),
      env: { TZ: "UTC", ...windowsVariables() },
      stdio: ["ignore", "ignore", "ignore", "pipe"],
      // Ctrl-C in a terminal does not reach a process of another group, which ends when its pipe is closed.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#pipe = this.#child.stdio[3] as Duplex;
    this.#pipe.setEncoding("utf8");
    this.#pipe.on("data", (text: string) => this.#read(text));
    // The process has ended, which its own event reports.
    this.#pipe.on("error", () => undefined);
    this.#child.once("error", (error) => this.#lost(error.message));
    this.#child.once("exit", (code, signal) => this.#lost(signal === null ? `exit status ${code}` : signal));
    this.#child.unref();
    this.#unref();
  }

  start({ workerData, env, memoryMb }: ThreadOptions, listener: ThreadListener): ProcessThread {
    clearTimeout(this.#idle);
    this.#count += 1;
    const id = this.#count;
    const end = new Promise<void>((ended) => this.#threads.set(id, { listener, ended }));
    this.#send({ id, start: { workerData, env, memoryMb } });
    return {
      post: (message) => this.#send({ id, post: message }),
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

  /** Reads lines that the function's own code may have written, since it shares the process. */
  #read(text: string): void {
    const [first = "", ...rest] = text.split("\n");
    this.#unread += first;
    // The text of many chunks is joined once, at the line's end.
    const lines = rest.length === 0 ? [] : [this.#unread, ...rest.slice(0, -1)];
    this.#unread = rest.at(-1) ?? this.#unread;
    if (this.#unread.length > mostCharacters) lines.push("");
    for (const line of lines) {
      const frame = parsed(line);
      const thread = frame && this.#threads.get(frame.id);
      if (frame === undefined || thread === undefined) {
        this.#refuse();
        return;
      }
      if (typeof frame.exit === "number") this.#end(frame.id, `exit status ${frame.exit}`);
      else if ("error" in frame) thread.listener.error(frame.error);
      else thread.listener.message(frame.message);
    }
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
    thread?.listener.exit(how);
    thread?.ended();
  }

  #lost(how: string): void {
    this.#takeNoMore();
    for (const id of [...this.#threads.keys()]) this.#end(id, how);
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
    (this.#pipe as Duplex & { ref?(): void }).ref?.();
  }

  #unref(): void {
    this.#child.unref();
    (this.#pipe as Duplex & { unref?(): void }).unref?.();
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
