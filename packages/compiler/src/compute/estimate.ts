import path from "node:path";
import { createCloudFrontFunctionEngine, estimateUtilization } from "@featheredge/runtimes";
import { BuildCache } from "../cache/cache.ts";
import { compilerFingerprint } from "../cache/fingerprint.ts";
import { SourceFiles, sha256 } from "../source/source-files.ts";
import { compare } from "../source/text.ts";
import { computeWarning } from "./utilization.ts";

/** An event to run a function on. */
export interface ComputeCase {
  /** Names it to the author: `redirects/events/exact.json`. */
  readonly file: string;
  readonly event: unknown;
  readonly kvs?: Readonly<Record<string, string>>;
}

/** An estimate of what a CloudFront Function uses of the compute that AWS allows. */
export interface ComputeEstimate {
  /** Events that it was run on. */
  readonly cases: number;
  /** Steps of QuickJS for the costliest event, and of the one in the middle. */
  readonly mostSteps: number;
  readonly medianSteps: number;
  /** In percent of the maximum, for the costliest event, and for the one in the middle. */
  readonly percent: number;
  readonly medianPercent: number;
  readonly costliest: string;
  readonly warning: string | undefined;
}

/** The date of every run, so that an estimate does not depend on the day it is made. */
const now = () => Date.UTC(2026, 0, 1);

/**
 * Runs a CloudFront Function on events and estimates its compute utilization. Each event gets a fresh function, so that
 * the order of events does not matter.
 *
 * @param cacheDirectory where the steps of a function on an event are kept, which are the same each time. Default: nowhere
 * @returns undefined when there are no events
 */
export async function estimateCompute(
  code: string,
  cases: readonly ComputeCase[],
  cacheDirectory?: string,
): Promise<ComputeEstimate | undefined> {
  const steps = cacheDirectory === undefined ? countSteps : keptSteps(cacheDirectory);
  const runs: { file: string; steps: number }[] = [];
  for (const one of cases) runs.push({ file: one.file, steps: await steps(code, one) });
  const sorted = runs.toSorted((a, b) => b.steps - a.steps || compare(a.file, b.file));
  const [most] = sorted;
  const median = sorted[Math.floor(sorted.length / 2)];
  if (most === undefined || median === undefined) return undefined;
  const percent = estimateUtilization(most.steps);
  return {
    cases: runs.length,
    mostSteps: most.steps,
    medianSteps: median.steps,
    percent,
    medianPercent: estimateUtilization(median.steps),
    costliest: most.file,
    warning: computeWarning(percent),
  };
}

async function countSteps(code: string, computeCase: ComputeCase): Promise<number> {
  return (await run(code, computeCase)).steps;
}

/** As {@link countSteps}, with a cache. */
function keptSteps(cacheDirectory: string): typeof countSteps {
  const cache = new BuildCache(path.resolve(cacheDirectory), compilerFingerprint(), new SourceFiles(cacheDirectory));
  return async (code, computeCase) => {
    const { event, kvs = {} } = computeCase;
    try {
      return await cache.take({ stepsOf: sha256(code), event, kvs }, async () => {
        const { steps, error } = await run(code, computeCase);
        if (error !== undefined) throw new UnkeptSteps(steps);
        return { value: steps, inputs: [] };
      });
    } catch (thrown) {
      if (thrown instanceof UnkeptSteps) return thrown.steps;
      throw thrown;
    }
  };
}

/** Steps of a run that failed. They are not kept: a run that was stopped at its deadline may end on another day. */
class UnkeptSteps extends Error {
  readonly steps: number;

  constructor(steps: number) {
    super("The run failed.");
    this.steps = steps;
  }
}

async function run(code: string, { event, kvs = {} }: ComputeCase) {
  const engine = await createCloudFrontFunctionEngine(code, { now, keyValueStore: new Map(Object.entries(kvs)) });
  const result = await engine.run(event);
  engine.dispose();
  return result;
}
