import { type EdgeEvent, type EdgeRuntime, isViewerEvent } from "@featheredge/aws-rules";
import { enumerate } from "../text.ts";
import type { Obstacle } from "./obstacle.ts";

/** A chain that wants a place at one event of a behavior. */
export interface Candidate {
  readonly event: EdgeEvent;
  readonly handlers: readonly string[];
  readonly pins: readonly Pin[];
  /** What keeps it out of CloudFront Functions; empty when it can run there. */
  readonly obstacles: readonly Obstacle[];
}

interface Pin {
  readonly handler: string;
  readonly runtime: EdgeRuntime;
}

export interface Placement {
  readonly candidate: Candidate;
  readonly runtime: EdgeRuntime;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
}

/** A pin that can't hold, and what stands against it. */
export type Conflict =
  | { readonly kind: "pins-differ"; readonly candidate: Candidate }
  | { readonly kind: "pinned-at-origin"; readonly candidate: Candidate; readonly pin: Pin }
  | { readonly kind: "pinned-with-obstacles"; readonly candidate: Candidate; readonly pin: Pin }
  | { readonly kind: "pinned-beside"; readonly candidate: Candidate; readonly pin: Pin; readonly beside: Candidate };

const mostReasons = 8;

/**
 * Finds the lightest runtime for every function of one behavior.
 *
 * Origin events run in Lambda@Edge only; the viewer events of a behavior all run in one runtime; what has an obstacle
 * or a pin can't run in CloudFront Functions.
 *
 * @param path of the behavior, for the reasons
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function place(
  path: string,
  candidates: readonly Candidate[],
  describe: (obstacle: Obstacle) => string,
): { placements: Placement[]; conflicts: Conflict[] } {
  const viewer = candidates.filter(({ event }) => isViewerEvent(event));
  const heavy = viewer.find(needsLambda);
  const conflicts = candidates.flatMap((candidate) => findConflicts(candidate, viewer));
  const placements = candidates.map((candidate): Placement => {
    if (!isViewerEvent(candidate.event)) {
      return { candidate, runtime: "lambda-at-edge", reasons: ["origin events run in Lambda@Edge only"] };
    }
    if (heavy === undefined) {
      const reason = `${enumerate(candidate.handlers)} ${candidate.handlers.length > 1 ? "need" : "needs"} nothing that CloudFront Functions, the lightest runtime, do not have`;
      return { candidate, runtime: "cloudfront-function", reasons: [reason] };
    }
    const own = ownReasons(candidate, describe);
    return { candidate, runtime: "lambda-at-edge", reasons: own.length > 0 ? own : [besideReason(path, heavy)] };
  });
  return { placements, conflicts };
}

function needsLambda({ obstacles, pins }: Candidate): boolean {
  return obstacles.length > 0 || pins.some(({ runtime }) => runtime === "lambda-at-edge");
}

function ownReasons({ obstacles, pins }: Candidate, describe: (obstacle: Obstacle) => string): string[] {
  const pinned = pins.filter(({ runtime }) => runtime === "lambda-at-edge");
  const shown = obstacles.slice(0, mostReasons).map(describe);
  const more = obstacles.length > mostReasons ? [`and ${obstacles.length - mostReasons} more lines like these`] : [];
  return [...pinned.map(({ handler }) => `${handler} is pinned to lambda-at-edge`), ...shown, ...more];
}

function besideReason(path: string, heavy: Candidate): string {
  return `'${path}' runs ${enumerate(heavy.handlers)} in Lambda@Edge at ${heavy.event}, and the viewer events of one behavior can't mix the two runtimes`;
}

function findConflicts(candidate: Candidate, viewer: readonly Candidate[]): Conflict[] {
  const pin = candidate.pins.find(({ runtime }) => runtime === "cloudfront-function");
  if (pin === undefined) return [];
  if (!isViewerEvent(candidate.event)) return [{ kind: "pinned-at-origin", candidate, pin }];
  if (candidate.pins.some(({ runtime }) => runtime === "lambda-at-edge")) return [{ kind: "pins-differ", candidate }];
  if (candidate.obstacles.length > 0) return [{ kind: "pinned-with-obstacles", candidate, pin }];
  const beside = viewer.find((other) => other !== candidate && needsLambda(other));
  return beside === undefined ? [] : [{ kind: "pinned-beside", candidate, pin, beside }];
}
