import type { Outcome } from "@featheredge/edge-sdk/testing";
import type { RunResult } from "@featheredge/runtimes";
import type { Ran } from "./engine.ts";

/**
 * The request or response that CloudFront would take from a run. A result that is neither is a failure, as it is there.
 *
 * @param read - Turns what the function returned into the neutral form; it throws when that is not possible.
 */
export function outcomeOf({ output, error, logs }: RunResult, read: (output: unknown) => unknown): Omit<Ran, "engine"> {
  if (error !== undefined) return { error, logs };
  try {
    return { outcome: read(output) as Outcome, logs };
  } catch (failure) {
    return {
      error: { name: "TypeError", message: failure instanceof Error ? failure.message : String(failure) },
      logs,
    };
  }
}
