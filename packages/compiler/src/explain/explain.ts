import { isViewerEvent, pricesAsOf } from "@featheredge/aws-rules";
import type { ComputeEstimate } from "../compute/estimate.ts";
import { invocationsPerMonth } from "../cost/function-cost.ts";
import type { BehaviorTraffic } from "../cost/traffic.ts";
import type { EnvironmentBuild } from "../types.ts";
import type { Alternative, ExplainedFunction, Explanation } from "./explanation.ts";
import { type ExplainedBehavior, findMissedPaths } from "./missed-paths.ts";
import { findMove } from "./move.ts";
import { costAt, type PlacedFunction } from "./placed-function.ts";

export interface ExplainInput {
  /** A build, or the manifest of one. */
  readonly build: Pick<EnvironmentBuild, "environment" | "functions" | "placements"> & {
    readonly behaviors: readonly ExplainedBehavior[];
  };
  /** The traffic of each behavior, by the behavior's key. */
  readonly traffic: ReadonlyMap<string, BehaviorTraffic>;
  /** The estimate of each CloudFront Function, by its name. @default no estimates */
  readonly compute?: ReadonlyMap<string, ComputeEstimate>;
}

/**
 * Explains every function of an environment: the reasons for its runtime, its cost, the cost of the other runtime and
 * the blockers against it, and the savings of a move behind the cache.
 *
 * @throws Error when a placement's function or a behavior's traffic is not given: the two are of different builds
 */
export function explainEnvironment({ build, traffic, compute }: ExplainInput): Explanation {
  const placed = build.placements.map((placement): PlacedFunction => {
    const artifact = build.functions.find(({ name }) => name === placement.function);
    const behaviorTraffic = traffic.get(placement.key);
    if (artifact === undefined || behaviorTraffic === undefined) {
      throw new Error(`nothing is known of '${placement.function}' at ${placement.key}`);
    }
    return { placement, artifact, traffic: behaviorTraffic };
  });
  const functions = placed.map((one) => ({
    ...explainFunction(one, placed, compute?.get(one.artifact.name)),
    missedPaths: findMissedPaths(build, one.placement),
  }));
  const { date, region, currency } = pricesAsOf;
  return {
    environment: build.environment,
    prices: { date, region, currency },
    functions,
    traffic: trafficOf(build.behaviors, traffic),
    includes,
    excludes,
    perMonth: functions.reduce((sum, { perMonth }) => sum + perMonth, 0),
  };
}

/** @see https://aws.amazon.com/cloudfront/pricing/ */
const includes = [
  "runs of the functions listed",
  "the duration of Lambda@Edge functions",
  "one read of the KeyValueStore in each run of a CloudFront Function that has one",
];
const excludes = [
  "CloudFront's requests and data transfer",
  "origins",
  "logs",
  "AWS WAF",
  "invalidations",
  "changes of KeyValueStores",
];

function trafficOf(
  behaviors: readonly ExplainedBehavior[],
  traffic: ReadonlyMap<string, BehaviorTraffic>,
): Explanation["traffic"] {
  const sums = new Map<string, number>();
  for (const { distribution, key } of behaviors) {
    sums.set(distribution, (sums.get(distribution) ?? 0) + (traffic.get(key)?.viewerRequestsPerMonth ?? 0));
  }
  return [...sums].map(([distribution, sum]) => ({ distribution, viewerRequestsPerMonth: Math.round(sum) }));
}

function explainFunction(
  one: PlacedFunction,
  all: readonly PlacedFunction[],
  compute: ComputeEstimate | undefined,
): Omit<ExplainedFunction, "missedPaths"> {
  const { artifact, placement, traffic } = one;
  const { distribution, key, path, event, reasons } = placement;
  return {
    distribution,
    key,
    path,
    event,
    function: artifact.name,
    handlers: artifact.handlers,
    runtime: artifact.runtime,
    bytes: artifact.bytes,
    budgetBytes: artifact.budgetBytes,
    compute,
    runsPerMonth: Math.round(invocationsPerMonth(event, traffic)),
    ...costAt(one),
    reasons,
    requestBody: artifact.requestBody,
    alternative: findAlternative(one),
    move: findMove(one, all),
  };
}

function findAlternative(one: PlacedFunction): Alternative | undefined {
  const { event, reasons } = one.placement;
  if (!isViewerEvent(event)) return undefined;
  const isLight = one.artifact.runtime === "cloudfront-function";
  const runtime = isLight ? "lambda-at-edge" : "cloudfront-function";
  return { runtime, ...costAt(one, runtime), against: isLight ? [] : reasons };
}
