import {
  type Cost,
  cloudFrontFunctionCost,
  type EdgeEvent,
  type EdgeRuntime,
  isViewerEvent,
  lambdaAtEdgeCost,
  lambdaAtEdgeRunQuotas,
} from "@featheredge/aws-rules";
import type { BehaviorTraffic } from "./traffic.ts";

/** The part of a function's bill that is not for its runs. */
export interface FunctionUse {
  /**
   * Reads of a KeyValueStore in each run. Only those of CloudFront Functions count, since Lambda@Edge keeps what it
   * read.
   */
  readonly keyValueStoreReads?: number;
}

/**
 * How often a function runs in a month: at viewer events for every request, at origin events for every miss.
 *
 * This is an upper bound: a request that a function answers at viewer request reaches no later event.
 */
export function invocationsPerMonth(event: EdgeEvent, traffic: BehaviorTraffic): number {
  const { viewerRequestsPerMonth, cacheHitRatio } = traffic;
  return isViewerEvent(event) ? viewerRequestsPerMonth : viewerRequestsPerMonth * (1 - cacheHitRatio);
}

/**
 * The cost of a function at one event of a behavior, in USD. AWS's free tier is not deducted.
 *
 * @see https://aws.amazon.com/cloudfront/pricing/
 * @see https://aws.amazon.com/lambda/pricing/
 */
export function functionCost(
  runtime: EdgeRuntime,
  event: EdgeEvent,
  traffic: BehaviorTraffic,
  use: FunctionUse = {},
): Cost {
  const invocations = invocationsPerMonth(event, traffic);
  if (runtime === "cloudfront-function") return cloudFrontFunctionCost(invocations, use);
  return lambdaAtEdgeCost(invocations, {
    // The maximum at a viewer event, and the value that `modules/lambda-at-edge` gives every function.
    memoryMb: lambdaAtEdgeRunQuotas["viewer-request"].memoryMb.value,
    durationMs: traffic.lambdaDurationMs,
  });
}
