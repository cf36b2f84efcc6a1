import { cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import type { RunError, RunResult } from "../result.ts";
import type { EdgeLocation } from "./host.ts";
import { Instance, LoadFailure } from "./instance.ts";
import { confinedModule } from "./wasm.ts";

export interface EngineOptions {
  /** What the function may use, beyond the runtime's own; at most 8 MB. Default: AWS's 2 MB. */
  readonly memoryBytes?: number;
  /** Where a run is stopped. AWS publishes no such number; the default is ours and generous. */
  readonly maxSteps?: number;
  /** The time at which a run starts, in milliseconds; Date stands still at it. Default: the machine's clock. */
  readonly now?: () => number;
  /** What the function's KeyValueStore holds; left out: it has none. */
  readonly keyValueStore?: ReadonlyMap<string, string> | undefined;
  /** What `cf.edgeLocation` tells a function at viewer request. */
  readonly edgeLocation?: EdgeLocation;
}

export type EngineResult = RunResult & {
  /** Calls and jumps that the run executed: a deterministic estimate of work. */
  readonly steps: number;
};

/** A CloudFront Function, loaded and ready for events. Its globals live from one event to the next. */
export interface CloudFrontFunctionEngine {
  /** Runs the handler on an event. Whatever the function does, this never throws. */
  run(event: unknown): Promise<EngineResult>;
  /** Gives it what its KeyValueStore holds from now on; the function is not loaded anew. */
  setKeyValueStore(store: ReadonlyMap<string, string> | undefined): void;
  dispose(): void;
}

const defaultMaxSteps = 2_000_000;

/**
 * Loads a function in QuickJS with CloudFront's limits: 2 MB, no code from strings, a Date that stands still, the
 * documented globals and modules and no others. A limit that is hit is the result's `error`, and costs the engine its
 * globals: the next run starts afresh.
 *
 * It is a stand-in for CloudFront's own runtime, which is a fork of njs: QuickJS takes more syntax, so check the code
 * with `checkCloudFrontFunction` first.
 *
 * @param code the whole function; its `handler` is called
 */
export async function createCloudFrontFunctionEngine(
  code: string,
  options: EngineOptions = {},
): Promise<CloudFrontFunctionEngine> {
  const { now = Date.now } = options;
  const instanceOptions = {
    memoryBytes: options.memoryBytes ?? cloudFrontFunctionQuotas.memoryBytes.value,
    maxSteps: options.maxSteps ?? defaultMaxSteps,
    keyValueStore: options.keyValueStore,
    edgeLocation: options.edgeLocation ?? {},
  };
  let instance: Instance | undefined;
  let loading: Promise<void> | undefined;

  const load = async () => {
    const module = await confinedModule();
    try {
      instance = new Instance(module, code, instanceOptions);
    } finally {
      loading = undefined;
    }
  };
  const drop = () => {
    const dropped = instance;
    instance = undefined;
    try {
      dropped?.dispose();
    } catch {
      // A heap that a limit left in disorder; its memory goes with the module, which nothing else uses.
    }
  };
  const failed = (error: RunError): EngineResult => ({ error, logs: [], steps: 0 });
  return {
    async run(event) {
      const json = JSON.stringify(event);
      try {
        // Events that come while it loads wait for the same instance.
        while (instance === undefined) {
          loading ??= load();
          await loading;
        }
        const { broken, ...result } = instance.run(json, now());
        if (broken) drop();
        return result;
      } catch (error) {
        if (error instanceof LoadFailure) return failed(error.reason);
        instance = undefined;
        return failed({ name: "EngineFailure", message: String(error) });
      }
    },
    setKeyValueStore(store) {
      instanceOptions.keyValueStore = store;
      if (instance !== undefined) instance.keyValueStore = store;
    },
    dispose: drop,
  };
}
