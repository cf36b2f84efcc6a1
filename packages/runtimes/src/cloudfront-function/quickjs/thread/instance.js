import { Scope } from "quickjs-emscripten";
import { TextCalls } from "./call.js";
import { setUpScripts } from "./guest-scripts.js";
import { hostObject } from "./host.js";
import { collectLogLines } from "./log-lines.js";
import { Carrier, leaveFree, outOfMemory } from "./memory.js";
import { StepCounter } from "./steps.js";

/** Deep recursion must end in the guest's own error, before the WebAssembly stack overflows. */
const maxStackBytes = 256 * 1024;

/** Of the origin calls of one event; CloudFront acts on the last. */
const mostOriginCalls = 100;
const mostOriginCharacters = 64 * 1024;

/** Of an error's stack. A function can make it as long as it wants. */
const mostStackCharacters = 4_000;

/** Calls of the function's code that are kept of a line's position: the innermost may be those of a helper. */
const mostCalls = 5;

/** One loaded function in a QuickJS runtime that nothing else uses: its globals live as long as the instance. */
export class Instance {
  #scope = new Scope();
  #options;
  #runtime;
  #context;
  #carrier;
  #calls;
  #steps;
  #start;
  #finish;
  #stack;
  #logs = noLogs;
  #origin = [];
  /** The text for the access logs; the last one counts. */
  #logData;

  /**
   * @param options `memoryBytes`, `maxSteps`, `logLineBytes`, `language` (the names that AWS lists, as JSON),
   * `edgeLocation`, `keyValueStore()`, which is called for each read of a key, `onLogLine(line, at)`, and `logPositions`, which
   * is true if log lines have positions
   * @param {() => void} onGuestCode called before the function's code runs for the first time
   * @throws {LoadFailure} when the code itself fails, before any event
   */
  constructor({ quickjs, memory }, code, options, onGuestCode) {
    this.#options = options;
    this.#runtime = this.#scope.manage(quickjs.newRuntime());
    this.#runtime.setMaxStackSize(maxStackBytes);
    this.#context = this.#scope.manage(this.#runtime.newContext());
    this.#carrier = new Carrier(this.#context, this.#scope, memory);
    this.#calls = new TextCalls(this.#context, memory);
    const { modules } = JSON.parse(options.language);
    this.#runtime.setModuleLoader((name) =>
      modules.includes(name)
        ? `export default require(${JSON.stringify(name)});`
        : { error: new Error(`Cannot find module ${JSON.stringify(name.slice(0, 100))}`) },
    );
    const prelude = this.#prelude();
    this.#start = this.#scope.manage(this.#context.getProp(prelude, "start"));
    this.#finish = this.#scope.manage(this.#context.getProp(prelude, "finish"));
    this.#stack = this.#scope.manage(this.#context.getProp(prelude, "stack"));
    this.#steps = new StepCounter(this.#runtime, this.#context, memory);
    // Memory in use at this point belongs to the runtime, not to the function.
    leaveFree(quickjs, this.#scope, options.memoryBytes);
    onGuestCode();
    this.#loadCode(code, prelude);
  }

  /**
   * @param {string} event JSON
   * @param {number} now milliseconds since 1970
   * @returns the outcome as JSON with `output` or `error`, or an `error`; `logs`, `logPositions`, `steps`, `origin` and
   * `logData`; `broken` when the instance must not be used again
   */
  run(event, now) {
    const { logLineBytes, logPositions, onLogLine } = this.#options;
    this.#logs = collectLogLines(logLineBytes, logPositions ? () => this.#position() : () => "", onLogLine);
    this.#origin = [];
    this.#logData = undefined;
    this.#steps.begin(this.#options.maxSteps);
    const result = this.#settle(event, now);
    // Inside a promise or a try, a limit looks like any other error, and may have been caught.
    const error = this.#limit(result.error) ?? result.error;
    const steps = this.#steps.end();
    const { lines: logs, positions } = this.#logs;
    const at = logPositions && logs.length > 0 ? { logPositions: positions } : {};
    const ran = { logs, ...at, steps, origin: this.#origin, logData: this.#logData };
    return error === undefined
      ? { outcome: result.outcome, ...ran, broken: false }
      : { error, ...ran, broken: result.fatal === true || error !== result.error };
  }

  dispose() {
    this.#scope.dispose();
  }

  #prelude() {
    const context = this.#context;
    const { language, edgeLocation, keyValueStore } = this.#options;
    return Scope.withScope((scope) => {
      const make = scope.manage(context.unwrapResult(context.evalCode(setUpScripts.get("prelude"), "prelude.js")));
      const host = scope.manage(
        hostObject(context, this.#carrier, {
          log: (line) => this.#logs.add(line),
          logCustomData: (text) => {
            this.#logData = text;
          },
          callOrigin: (method, json) => this.#callOrigin(method, json),
          keyValueStore,
          edgeLocation,
        }),
      );
      const listed = scope.manage(context.unwrapResult(context.evalCode(`(${language})`)));
      return this.#scope.manage(context.unwrapResult(context.callFunction(make, context.undefined, host, listed)));
    });
  }

  #callOrigin(method, json) {
    if (json.length > mostOriginCharacters) {
      throw new RangeError(`The arguments of cf.${method} are longer than ${mostOriginCharacters} characters of JSON`);
    }
    const parsed = JSON.parse(json);
    if (!Array.isArray(parsed)) throw new TypeError(`The arguments of cf.${method} cannot be written as JSON`);
    if (this.#origin.length >= mostOriginCalls) this.#origin.shift();
    this.#origin.push({ method, arguments: parsed });
  }

  #loadCode(code, prelude) {
    this.#steps.begin(this.#options.maxSteps);
    const result = this.#context.evalCode(`${code}\nexport { handler as default };`, "function.js", { type: "module" });
    if (result.error) throw new LoadFailure(this.#describe(result.error));
    Scope.withScope((scope) => {
      const exports = scope.manage(result.value);
      const jobs = this.#runJobs();
      if (jobs !== undefined) throw new LoadFailure(jobs);
      const state = this.#context.getPromiseState(exports);
      if (state.type === "rejected") throw new LoadFailure(this.#describe(state.error));
      const namespace = state.type === "fulfilled" ? scope.manage(state.value) : exports;
      const handler = scope.manage(this.#context.getProp(namespace, "default"));
      const load = scope.manage(this.#context.getProp(prelude, "load"));
      this.#context.unwrapResult(this.#context.callFunction(load, this.#context.undefined, handler)).dispose();
    });
    this.#steps.end();
  }

  /** Runs the handler until it has settled. `fatal` errors came from outside the guest's own error handling. */
  #settle(event, now) {
    const started = this.#begin(event, now);
    const error = started.error ?? this.#runJobs();
    if (error !== undefined) return { error, fatal: true };
    const finished = started.text === "" ? this.#call(this.#finish) : started;
    if (finished.error !== undefined) return { error: finished.error, fatal: true };
    if (finished.text === "") {
      return { error: { name: "NeverSettled", message: "The handler returned a promise that nothing settles." } };
    }
    return outcomeOf(finished.text);
  }

  #begin(event, now) {
    try {
      const text = this.#carrier.text(event);
      const time = this.#context.newNumber(now);
      const called = this.#call(this.#start, text, time);
      text.dispose();
      time.dispose();
      return called;
    } catch (error) {
      if (error instanceof RangeError) return { error: { name: error.name, message: error.message } };
      throw error;
    }
  }

  /** Where the function's code is now: the positions of its calls, the innermost first. */
  #position() {
    return this.#steps.uncounted(() => {
      const { text = "" } = this.#call(this.#stack);
      const positions = ownLines(text).matchAll(/:(\d+:\d+)\)?$/gm);
      return Array.from(positions, ([, position]) => position)
        .slice(0, mostCalls)
        .join(" ");
    });
  }

  /** Calls a function that returns text. */
  #call(handle, ...given) {
    const result = this.#calls.call(handle, ...given);
    return result.error ? { error: this.#describe(result.error) } : result;
  }

  #runJobs() {
    if (!this.#runtime.hasPendingJob()) return undefined;
    const result = this.#runtime.executePendingJobs();
    if (result.error) return this.#describe(result.error);
    result.dispose();
    return undefined;
  }

  /** Describes a thrown value, and disposes its handle. */
  #describe(handle) {
    const error = dumpError(this.#context, handle);
    if (error.message.includes("exported variable 'handler'")) {
      return { name: "ReferenceError", message: "The code declares no 'handler'." };
    }
    return this.#limit(error) ?? error;
  }

  /** The limit that was exceeded, if one was. */
  #limit(error) {
    if (this.#steps.exceeded) {
      return {
        name: "ComputeLimit",
        message: `Stopped after ${this.#options.maxSteps} steps: the function does not end in time.`,
      };
    }
    if (error === undefined) return undefined;
    const shortage = (error.message === outOfMemory && error.name !== "Error") || error.message === "null";
    return shortage ? { name: "MemoryLimit", message: "The function needs more memory than it has." } : undefined;
  }
}

/** Lines that code logs before the function has an event belong to no event. */
const noLogs = { lines: [], positions: [], add: () => {} };

/** The code failed before it was given an event. */
export class LoadFailure extends Error {
  constructor(reason) {
    super(`${reason.name}: ${reason.message}`);
    this.reason = reason;
  }
}

/**
 * Checks the text that the prelude returned. The prelude writes it with the function's JSON, in which a changed
 * `Object.prototype.toJSON` has a say.
 */
function outcomeOf(text) {
  const unreadable = { name: "TypeError", message: "The function's result cannot be written as JSON." };
  // Inside of a text, quotation marks are escaped: this is a property.
  if (text.startsWith('{"output":') && !text.includes('"error":')) return { outcome: text };
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return { error: unreadable };
    if (!Object.hasOwn(parsed, "error")) return { outcome: text };
    return { error: errorOf(parsed.error) };
  } catch {
    return { error: unreadable };
  }
}

function dumpError(context, handle) {
  try {
    return errorOf(handle.consume((thrown) => context.dump(thrown)));
  } catch (error) {
    // The library cannot read every value that a function may throw, such as a promise.
    return { name: "Error", message: `The function threw a value that cannot be shown: ${error}` };
  }
}

/** Converts any value to an error's name, message and stack, without a call of the value's own `toString`. */
function errorOf(value) {
  if (typeof value !== "object" || value === null) return { name: "Error", message: textOf(value) };
  const { name = "Error", message = "", stack } = value;
  const own = ownLines(stack);
  return { name: textOf(name), message: textOf(message), ...(own === "" ? {} : { stack: own }) };
}

/** The lines of a stack that are in the function's own code, not in the runtime's scripts. */
function ownLines(stack) {
  if (typeof stack !== "string") return "";
  const lines = stack.slice(0, mostStackCharacters).split("\n");
  const own = lines.filter((line) => /\bfunction\.js:\d+:\d+\)?$/.test(line));
  return own.map((line) => line.trim()).join("\n");
}

function textOf(value) {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
