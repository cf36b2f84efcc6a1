import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import {
  cloudFrontFunctionQuotas,
  commonMembers,
  type FunctionRuntime,
  functionRuntimes,
  languageOf,
} from "@featheredge/aws-rules";

/** A worker thread that runs CloudFront Functions. */
export interface FunctionThread {
  readonly worker: Worker;
  /**
   * Shared with the thread. [0] is 0 outside of guest code, else a number that differs for each period inside of it;
   * [1] is the id of the run.
   */
  readonly running: Int32Array;
  owner: ThreadOwner | undefined;
}

interface ThreadOwner {
  answered(answer: unknown): void;
  /** The thread ended by itself. */
  lost(error: Error): void;
}

/** Threads that are kept for the next engine: starting one takes longer than loading a function. */
const mostIdle = 2;
const idle: FunctionThread[] = [];

/** The limit of a thread's own JavaScript heap. Guest memory is outside of it. */
const heapMb = 128;

/** The names that AWS lists for each runtime, as JSON, for the lockdown script. */
const languages = Object.fromEntries(functionRuntimes.map((runtime) => [runtime, JSON.stringify(namesOf(runtime))]));

function namesOf(runtime: FunctionRuntime) {
  const { globals, staticMembers, prototypeMembers, modules } = languageOf(runtime);
  const statics = Object.entries(staticMembers).map(([name, own]) => [name, [...own, ...commonMembers]]);
  return {
    globals,
    statics: Object.fromEntries(statics),
    prototypes: prototypeMembers,
    modules: Object.keys(modules),
    isVersion1: runtime === "cloudfront-js-1.0",
  };
}

/** Must have settled before `takeThread` is called. */
export async function prepareThreads(): Promise<void> {
  compiling ??= compile();
  wasmModule ??= await compiling;
}

export function takeThread(owner: ThreadOwner): FunctionThread {
  const thread = idle.pop() ?? startThread();
  thread.owner = owner;
  return thread;
}

/** @param reusable false when the thread may still be busy: it is terminated */
export function giveBack(thread: FunctionThread, reusable: boolean): void {
  thread.owner = undefined;
  if (!reusable || idle.length >= mostIdle) {
    void thread.worker.terminate();
    return;
  }
  thread.worker.postMessage({ type: "unload" });
  thread.worker.unref();
  idle.push(thread);
}

function startThread(): FunctionThread {
  const running = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(new URL("./thread/main.js", import.meta.url), {
    workerData: {
      wasmModule,
      languages,
      logLineBytes: cloudFrontFunctionQuotas.logLineBytes.value,
      running: running.buffer,
    },
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  worker.unref();
  const thread: FunctionThread = { worker, running, owner: undefined };
  const lost = (error: Error) => {
    const { owner } = thread;
    thread.owner = undefined;
    if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
    owner?.lost(error);
  };
  worker.on("message", (answer: unknown) => thread.owner?.answered(answer));
  worker.on("error", lost);
  worker.on("exit", (code) => lost(new Error(`exit status ${code}`)));
  return thread;
}

/** Node.js has WebAssembly, but its types do not. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<object> };
};

let compiling: Promise<object> | undefined;
let wasmModule: object | undefined;

/** Compiles QuickJS once for all threads: it takes longer than all other steps. */
async function compile(): Promise<object> {
  const file = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  return wasm.compile(await readFile(file));
}
