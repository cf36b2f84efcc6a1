import { createCloudFrontFunctionEngine, estimateUtilization } from "@featheredge/runtimes";
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
 * @returns undefined when there are no events
 */
export async function estimateCompute(
  code: string,
  cases: readonly ComputeCase[],
): Promise<ComputeEstimate | undefined> {
  const runs: { file: string; steps: number }[] = [];
  for (const { file, event, kvs = {} } of cases) {
    const engine = await createCloudFrontFunctionEngine(code, { now, keyValueStore: new Map(Object.entries(kvs)) });
    const { steps } = await engine.run(event);
    engine.dispose();
    runs.push({ file, steps });
  }
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
