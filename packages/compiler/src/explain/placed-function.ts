import type { EdgeRuntime } from "@featheredge/aws-rules";
import { functionCost } from "../cost/function-cost.ts";
import type { BehaviorTraffic } from "../cost/traffic.ts";
import type { FunctionArtifact, PlacementRecord } from "../types.ts";

/** A function with its event and the traffic there. */
export interface PlacedFunction {
  readonly placement: PlacementRecord;
  readonly artifact: FunctionArtifact;
  readonly traffic: BehaviorTraffic;
}

/** The cost of a function at its event, in its own runtime or in another. */
export function costAt({ artifact, placement, traffic }: PlacedFunction, runtime: EdgeRuntime = artifact.runtime) {
  // The number of reads is unknown, so one read per run is assumed.
  return functionCost(runtime, placement.event, traffic, { keyValueStoreReads: artifact.keyValueStore ? 1 : 0 });
}
