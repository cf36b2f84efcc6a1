import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { type EdgeEvent, lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import type { RunError, RunResult } from "../cloudfront-function/result.ts";
import { lambdaContext, lambdaEnvironment } from "./environment.ts";

export interface LambdaAtEdgeOptions {
  /** The event at which the function sits: it decides memory and time. */
  readonly event: EdgeEvent;
  /** The name of the exported function. Default: `handler`. */
  readonly handler?: string;
  readonly functionName?: string;
  /** Default: AWS's 5,000 at viewer events, 30,000 at origin events. */
  readonly timeoutMs?: number;
  /** Default: 128 at viewer events; at origin events 128 too, which is Lambda's own default. */
  readonly memoryMb?: number;
  /** What the role gives, such as credentials; on AWS a function at the edge has no variables of its own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** `error.name` is the error's own, or `Sandbox.Timedout`, `Runtime.ExitError`, `Runtime.OutOfMemory`. */
export type LambdaAtEdgeResult = RunResult & { readonly durationMs: number };

/** How long Lambda lets a function load. */
const loadTimeoutMs = 10_000;

type Message =
  | { readonly type: "log"; readonly line: string }
  | { readonly type: "started" }
  | { readonly type: "ended"; readonly durationMs: number; readonly output?: string; readonly error?: RunError };

/**
 * Runs a Lambda@Edge function on one event in a thread of its own, with the event's limits and no inherited
 * environment. Whatever the function does to its thread is a result; it is no sandbox against hostile code, which can
 * reach files and network as in Lambda.
 *
 * @param file the bundle, or a directory with index.mjs, index.js or index.cjs, as a zip unpacks
 */
export function runLambdaAtEdge(
  file: string,
  event: unknown,
  options: LambdaAtEdgeOptions,
): Promise<LambdaAtEdgeResult> {
  const quotas = lambdaAtEdgeRunQuotas[options.event];
  const timeoutMs = options.timeoutMs ?? quotas.timeoutSeconds.value * 1000;
  const memoryMb = options.memoryMb ?? Math.min(128, quotas.memoryMb.value);
  const entry = entryOf(file);
  const identity = { functionName: options.functionName ?? "function", memoryMb, directory: path.dirname(entry) };
  const worker = new Worker(new URL("./worker.js", import.meta.url), {
    workerData: {
      file: entry,
      handlerName: options.handler ?? "handler",
      event,
      context: lambdaContext(identity),
      timeoutMs,
    },
    env: { ...lambdaEnvironment(identity), ...options.env },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    execArgv: [],
    argv: [],
  });
  return settled(worker, timeoutMs, memoryMb);
}

/** The worker's result; the worker is gone by then. */
async function settled(worker: Worker, timeoutMs: number, memoryMb: number): Promise<LambdaAtEdgeResult> {
  const logs: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const ended = await new Promise<Omit<LambdaAtEdgeResult, "logs">>((resolve) => {
    const stopAfter = (milliseconds: number) => {
      clearTimeout(timer);
      const seconds = (milliseconds / 1000).toFixed(2);
      const error = { name: "Sandbox.Timedout", message: `Task timed out after ${seconds} seconds` };
      timer = setTimeout(() => resolve({ error, durationMs: milliseconds }), milliseconds);
    };
    stopAfter(loadTimeoutMs);
    worker.on("message", (message: Message) => {
      if (message.type === "log") logs.push(message.line);
      if (message.type === "started") stopAfter(timeoutMs);
      if (message.type === "ended") resolve(resultOf(message));
    });
    worker.on("error", (error) => resolve({ error: crashOf(error, memoryMb), durationMs: 0 }));
    worker.on("exit", (code) => {
      const error = { name: "Runtime.ExitError", message: `The function ended its process: exit status ${code}` };
      resolve({ error, durationMs: 0 });
    });
  });
  clearTimeout(timer);
  await worker.terminate();
  return { ...ended, logs };
}

function resultOf({ durationMs, output, error }: Message & { type: "ended" }): Omit<LambdaAtEdgeResult, "logs"> {
  if (error !== undefined) return { error, durationMs };
  return output === undefined ? { durationMs } : { output: JSON.parse(output) as unknown, durationMs };
}

function crashOf(error: unknown, memoryMb: number): RunError {
  const { name, message, code } = error as Error & { code?: string };
  if (code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { name: "Runtime.OutOfMemory", message: `The function needs more than ${memoryMb} MB` };
  }
  return { name: name ?? "Error", message: message ?? String(error) };
}

function entryOf(file: string): string {
  const absolute = path.resolve(file);
  if (!existsSync(absolute) || !statSync(absolute).isDirectory()) return absolute;
  const found = ["index.mjs", "index.js", "index.cjs"].map((name) => path.join(absolute, name)).find(existsSync);
  return found ?? path.join(absolute, "index.mjs");
}
