import { type EdgeEvent, isViewerEvent } from "@featheredge/aws-rules";
import { functionCost, invocationsPerMonth } from "../cost/function-cost.ts";
import type { Move } from "./explanation.ts";
import { costAt, type PlacedFunction } from "./placed-function.ts";

const behindCache = {
  "viewer-request": {
    to: "origin-request",
    changes:
      "it runs on a cache miss only, and what it makes of the request, its own answer included, is cached for every viewer with the same cache key: not for a decision about the single viewer, such as who may see a page, unless the cache key holds all that it reads",
  },
  "viewer-response": {
    to: "origin-response",
    changes:
      "it runs on a cache miss only, and what it makes of the response is cached for every viewer with the same cache key; it also runs for the origin's errors",
  },
} as const satisfies Partial<Record<EdgeEvent, { to: EdgeEvent; changes: string }>>;

/** The savings of running a Lambda@Edge function of a viewer event behind the cache; undefined for all others. */
export function findMove(one: PlacedFunction, all: readonly PlacedFunction[]): Move | undefined {
  const { placement, artifact, traffic } = one;
  const { event, cause } = placement;
  // A function that is in Lambda@Edge because of another one moves to CloudFront Functions with it, which is better.
  if (artifact.runtime !== "lambda-at-edge" || cause !== "own" || !isViewerEvent(event)) return undefined;
  const { to, changes } = behindCache[event];
  const behavior = all.filter((other) => other.placement.key === placement.key);
  // An event has one function. If the target event has one already, the handlers would join it, at a cost that is not
  // known here.
  if (behavior.some((other) => other.placement.event === to)) return undefined;
  const freed = behavior.filter((other) => other.placement.cause === "same-behavior");
  const cost = functionCost("lambda-at-edge", to, traffic);
  const savedByOthers = freed.reduce(
    (sum, other) => sum + costAt(other).perMonth - costAt(other, "cloudfront-function").perMonth,
    0,
  );
  return {
    to,
    runsPerMonth: Math.round(invocationsPerMonth(to, traffic)),
    ...cost,
    savesPerMonth: costAt(one).perMonth - cost.perMonth + savedByOthers,
    frees: freed.map((other) => other.artifact.name),
    changes,
  };
}
