import { cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { type QuickJSContext, type QuickJSHandle, type QuickJSRuntime, Scope } from "quickjs-emscripten";
import { cutLogLine, type OriginCall, type RunError, type RunResult } from "../result.ts";
import { guestLanguage, guestSource, isGuestModule } from "./guest-source.ts";
import { type EdgeLocation, hostObject } from "./host.ts";
import { Carrier, leaveFree, outOfMemory } from "./memory.ts";
import { StepCounter } from "./steps.ts";
import type { ConfinedModule } from "./wasm.ts";

export interface InstanceOptions {
  readonly memoryBytes: number;
  readonly maxSteps: number;
  readonly keyValueStore: ReadonlyMap<string, string> | undefined;
  readonly edgeLocation: EdgeLocation;
}

export type InstanceResult = RunResult & {
  readonly steps: number;
  /** A limit was hit: the instance's heap is not to be used again. */
  readonly broken: boolean;
};

/** One loaded function in a runtime of its own: its globals live as long as it does. */
export class Instance {
  readonly #scope = new Scope();
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #carrier: Carrier;
  readonly #steps: StepCounter;
  readonly #maxSteps: number;
  /** Read anew by each read of a key: another map holds from the next one on. */
  keyValueStore: ReadonlyMap<string, string> | undefined;
  #logs: string[] = [];
  #origin: OriginCall[] = [];
  #logData: string | undefined;
  #start: QuickJSHandle;
  #finish: QuickJSHandle;

  /** @throws LoadFailure when the code itself fails, before any event */
  constructor({ quickjs, memory }: ConfinedModule, code: string, options: InstanceOptions) {
    this.keyValueStore = options.keyValueStore;
    this.#runtime = this.#scope.manage(quickjs.newRuntime());
    this.#runtime.setMaxStackSize(maxStackBytes);
    this.#context = this.#scope.manage(this.#runtime.newContext());
    this.#carrier = new Carrier(this.#context, this.#scope);
    this.#maxSteps = options.maxSteps;
    this.#runtime.setModuleLoader((name) =>
      isGuestModule(name)
        ? `export default require(${JSON.stringify(name)});`
        : { error: new Error(`Cannot find module "${name}"`) },
    );
    const prelude = this.#prelude(options.edgeLocation);
    this.#start = this.#scope.manage(this.#context.getProp(prelude, "start"));
    this.#finish = this.#scope.manage(this.#context.getProp(prelude, "finish"));
    this.#steps = new StepCounter(this.#runtime, this.#context, memory);
    // What is there by now is the runtime's own, and not the function's.
    leaveFree(quickjs, this.#scope, options.memoryBytes);
    this.#loadCode(code, prelude);
  }

  run(event: string, now: number): InstanceResult {
    this.#logs = [];
    this.#origin = [];
    this.#logData = undefined;
    this.#steps.begin(this.#maxSteps);
    const started = this.#begin(event, now);
    const failure = typeof started === "object" ? started : this.#runJobs();
    const outcome = failure === undefined ? this.#outcome(started as string) : { error: failure };
    // Inside a promise or a try, a limit looks like any other error, and may have been caught.
    const limit = this.#limit(outcome.error);
    const steps = this.#steps.end();
    if (limit !== undefined) return { error: limit, logs: this.#logs, steps, broken: true };
    const origin = this.#origin.length > 0 ? { origin: this.#origin } : {};
    const logData = this.#logData === undefined ? {} : { logData: this.#logData };
    return { ...outcome, ...origin, ...logData, logs: this.#logs, steps, broken: failure !== undefined };
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #prelude(edgeLocation: EdgeLocation): QuickJSHandle {
    const context = this.#context;
    const log = (line: string) => {
      this.#logs.push(cutLogLine(line, cloudFrontFunctionQuotas.logLineBytes.value));
    };
    const callOrigin = (call: OriginCall) => void this.#origin.push(call);
    const logCustomData = (text: string) => {
      this.#logData = text;
    };
    return Scope.withScope((scope) => {
      const make = scope.manage(context.unwrapResult(context.evalCode(guestSource("prelude"), "prelude.js")));
      const host = scope.manage(
        hostObject(context, this.#carrier, {
          log,
          callOrigin,
          logCustomData,
          keyValueStore: () => this.keyValueStore,
          edgeLocation,
        }),
      );
      const language = scope.manage(context.unwrapResult(context.evalCode(`(${guestLanguage})`)));
      return this.#scope.manage(context.unwrapResult(context.callFunction(make, context.undefined, host, language)));
    });
  }

  #loadCode(code: string, prelude: QuickJSHandle): void {
    this.#steps.begin(this.#maxSteps);
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

  /** What the handler came to, as JSON; empty when it has yet to settle. */
  #begin(event: string, now: number): string | RunError {
    try {
      const text = this.#carrier.text(event);
      const time = this.#context.newNumber(now);
      const result = this.#context.callFunction(this.#start, this.#context.undefined, text, time);
      text.dispose();
      time.dispose();
      return result.error ? this.#describe(result.error) : this.#read(result.value);
    } catch (error) {
      if (error instanceof RangeError) return { name: error.name, message: error.message };
      throw error;
    }
  }

  #runJobs(): RunError | undefined {
    if (!this.#runtime.hasPendingJob()) return undefined;
    const result = this.#runtime.executePendingJobs();
    if (result.error) return this.#describe(result.error);
    result.dispose();
    return undefined;
  }

  #outcome(started: string): Pick<RunResult, "output" | "error"> {
    let text = started;
    if (text === "") {
      const result = this.#context.callFunction(this.#finish, this.#context.undefined);
      if (result.error) return { error: this.#describe(result.error) };
      text = this.#read(result.value);
    }
    if (text === "")
      return { error: { name: "NeverSettled", message: "The handler returned a promise that nothing settles." } };
    return JSON.parse(text) as Pick<RunResult, "output" | "error">;
  }

  #read(handle: QuickJSHandle): string {
    const text = this.#context.getString(handle);
    handle.dispose();
    return text;
  }

  /** What ended a call. Disposes the handle. */
  #describe(handle: QuickJSHandle): RunError {
    const error = handle.consume((thrown) => dumpError(this.#context, thrown));
    if (error.message.includes("exported variable 'handler'")) return noHandler;
    return this.#limit(error) ?? error;
  }

  /** The limit that was hit, if one was. */
  #limit(error: RunError | undefined): RunError | undefined {
    if (this.#steps.exceeded) {
      return {
        name: "ComputeLimit",
        message: `Stopped after ${this.#maxSteps} steps: the function does not end in time.`,
      };
    }
    if (error === undefined) return undefined;
    const shortage = (error.message === outOfMemory && error.name !== "Error") || error.message === "null";
    return shortage ? { name: "MemoryLimit", message: "The function needs more memory than it has." } : undefined;
  }
}

const noHandler: RunError = { name: "ReferenceError", message: "The code declares no 'handler'." };

/** Deep recursion must end in the guest's own error, before the WebAssembly stack does. */
const maxStackBytes = 256 * 1024;

/** The code failed before it was given an event. */
export class LoadFailure extends Error {
  readonly reason: RunError;

  constructor(reason: RunError) {
    super(`${reason.name}: ${reason.message}`);
    this.reason = reason;
  }
}

function dumpError(context: QuickJSContext, handle: QuickJSHandle): RunError {
  const value: unknown = context.dump(handle);
  if (typeof value !== "object" || value === null) return { name: "Error", message: String(value) };
  const { name, message } = value as { name?: unknown; message?: unknown };
  return { name: String(name ?? "Error"), message: String(message ?? "") };
}
