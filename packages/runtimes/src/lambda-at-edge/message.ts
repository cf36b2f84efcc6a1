import path from "node:path";
import { pathToFileURL } from "node:url";
import type { RunError, RunResult } from "../cloudfront-function/result.ts";

/** A line that a function wrote; a level if it came by `console`. */
export interface LambdaLogLine {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level?: string;
  readonly line: string;
  /** As in {@link RunResult.logPositions}; absent if it is not known. */
  readonly at?: string;
}

/** A message of a function's thread. */
export type Message =
  | ({ readonly type: "log" } & LambdaLogLine)
  | { readonly type: "ready" }
  | {
      readonly type: "ended";
      readonly requestId: string;
      readonly output?: unknown;
      readonly error?: RunError;
      /** As the thread measured it; undefined in a message that the function's own code posted. */
      readonly durationMs?: number;
    }
  /** The thread will not start an event that waited behind another one. */
  | { readonly type: "withdrawn"; readonly requestId: string };

/**
 * Lambda's limit for a response, in bytes. Counted in UTF-16 code units here, so it is never stricter than Lambda's.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const mostOutputCharacters = 6 * 1024 * 1024;

/**
 * Reads a message of a function's thread. The function's code shares the thread and can post any value, so each part
 * is checked.
 *
 * @param file the function's module
 * @returns undefined for a value that the thread's own code never posts
 */
export function readMessage(value: unknown, file: string): Message | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, ...rest } = value as Record<string, unknown>;
  if (type === "ready") return { type };
  if (type === "log") return readLogLine(rest, file);
  if (type === "withdrawn") return typeof rest.requestId === "string" ? { type, requestId: rest.requestId } : undefined;
  return type === "ended" ? readEnd(rest, file) : undefined;
}

/**
 * Reads a line of a function's thread: a message as JSON. Unlike in a message that is posted, an output is part of the
 * JSON.
 *
 * @param requestId the request that the thread has: its output is not parsed twice
 * @returns undefined for a line that the thread's own code never writes
 */
export function readLine(line: string, requestId: string | undefined, file: string): Message | undefined {
  const start = requestId === undefined ? "" : `{"type":"ended","requestId":${JSON.stringify(requestId)},"durationMs":`;
  if (requestId !== undefined && line.startsWith(start) && line.endsWith("}")) {
    const end = line.indexOf(outputKey, start.length);
    const durationMs = Number(line.slice(start.length, end));
    if (end > 0 && durationMs >= 0) {
      return readEnd({ requestId, output: line.slice(end + outputKey.length, -1), durationMs }, file);
    }
  }
  try {
    const value: unknown = JSON.parse(line);
    const hasOutput = typeof value === "object" && value !== null && "output" in value;
    return readMessage(hasOutput ? { ...value, output: JSON.stringify(value.output) } : value, file);
  } catch {
    return undefined;
  }
}

const outputKey = ',"output":';

function readLogLine({ time, level, line, stack }: Record<string, unknown>, file: string): Message | undefined {
  if (typeof line !== "string" || typeof time !== "number" || !Number.isFinite(time)) return undefined;
  if (level === undefined) return { type: "log", time, line };
  if (typeof level !== "string") return undefined;
  const positions = Array.from(ownLines(stack, file).matchAll(/:(\d+:\d+)\)?$/gm), ([, position]) => position);
  return { type: "log", time, level, line, ...(positions.length === 0 ? {} : { at: positions.join(" ") }) };
}

function readEnd(
  { requestId, output, error, durationMs: given }: Record<string, unknown>,
  file: string,
): Message | undefined {
  if (typeof requestId !== "string") return undefined;
  const ended = {
    type: "ended" as const,
    requestId,
    ...(typeof given === "number" && given >= 0 ? { durationMs: given } : {}),
  };
  if (error !== undefined) return { ...ended, error: readError(error, file) };
  if (output === undefined) return ended;
  if (typeof output !== "string") return undefined;
  if (output.length > mostOutputCharacters) {
    const message = `The response is longer than ${mostOutputCharacters} characters of JSON`;
    return { ...ended, error: { name: "Function.ResponseSizeTooLarge", message } };
  }
  try {
    return { ...ended, output: JSON.parse(output) };
  } catch {
    return undefined;
  }
}

/**
 * Reads what a function threw, which can be any value.
 *
 * @param file the function's module, whose lines of the stack are kept
 */
export function readError(thrown: unknown, file: string): RunError {
  if (typeof thrown !== "object" || thrown === null) return { name: "Error", message: textOf(thrown) };
  const { name = "Error", message = "", stack } = thrown as Record<string, unknown>;
  const own = ownLines(stack, file);
  return { name: textOf(name), message: textOf(message), ...(own === "" ? {} : { stack: own }) };
}

/** The error's own message comes first in a stack, so this is more than the lines need. */
const mostStackCharacters = 16_000;

/** The lines of a stack that are in a file, by the file's name without its folder. */
function ownLines(stack: unknown, file: string): string {
  if (typeof stack !== "string") return "";
  const names = [pathToFileURL(file).href, file];
  const lines = stack.slice(0, mostStackCharacters).split("\n");
  const own = lines.flatMap((line) => {
    const name = names.find((one) => line.includes(`${one}:`));
    if (name === undefined || !/:\d+:\d+\)?$/.test(line)) return [];
    return [line.trim().replace(name, () => path.basename(file))];
  });
  return own.join("\n");
}

/** Converts a value without calling its own `toString`, which may throw. */
function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? "[object]" : String(value);
}

const mostLines = 10_000;
const mostCharacters = 1024 * 1024;

/**
 * Collects the log lines of one event. The limits are ours: they keep a function that logs in a loop from using up the
 * host's memory.
 */
export class LogLines {
  readonly lines: LambdaLogLine[] = [];
  #characters = 0;
  #isFull = false;

  add(line: LambdaLogLine): void {
    if (this.#isFull) return;
    this.#characters += line.line.length;
    this.#isFull = this.lines.length >= mostLines || this.#characters > mostCharacters;
    const omitted = `[more lines omitted: one event logs at most ${mostLines} lines and ${mostCharacters} characters]`;
    this.lines.push(this.#isFull ? { time: line.time, line: omitted } : line);
  }
}
