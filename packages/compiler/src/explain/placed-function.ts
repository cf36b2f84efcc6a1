import type { EdgeRuntime } from "@featheredge/aws-rules";
import { functionCost } from "../cost/function-cost.ts";
import type { BehaviorTraffic } from "../cost/traffic.ts";
import type { FunctionArtifact, PlacementRecord } from "../types.ts";

/** A function at its place, with the traffic there. */
export interface PlacedFunction {
  readonly placement: PlacementRecord;
  readonly artifact: FunctionArtifact;
  readonly traffic: BehaviorTraffic;
}

/** What a function costs at its place, in its own runtime or in another. */
export function costAt({ artifact, placement, traffic }: PlacedFunction, runtime: EdgeRuntime = artifact.runtime) {
  // How often a handler reads is not known: one read in each run stands for it.
  return functionCost(runtime, placement.event, traffic, { keyValueStoreReads: artifact.keyValueStore ? 1 : 0 });
}
