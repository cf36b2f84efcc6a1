import { type EdgeEvent, type EdgeRuntime, edgeRuntimes, isViewerEvent } from "@featheredge/aws-rules";
import { enumerate } from "../source/text.ts";
import type { PlacementCause } from "../types.ts";
import type { Blocker } from "./blocker.ts";
import { type EventOptions, solve } from "./solve.ts";

/** A chain to be placed at one event of a behavior. */
export interface Candidate {
  readonly event: EdgeEvent;
  readonly handlers: readonly string[];
  readonly pins: readonly Pin[];
  /** The blockers that keep it out of CloudFront Functions; empty when it can run there. */
  readonly blockers: readonly Blocker[];
}

interface Pin {
  readonly handler: string;
  readonly runtime: EdgeRuntime;
}

export interface Placement {
  readonly candidate: Candidate;
  readonly runtime: EdgeRuntime;
  readonly cause: PlacementCause;
  /** The reasons for the runtime, a sentence each. */
  readonly reasons: readonly string[];
}

/** A pin that can't hold, and the reason. */
export type Conflict =
  | { readonly kind: "pins-differ"; readonly candidate: Candidate }
  | { readonly kind: "pinned-at-origin"; readonly candidate: Candidate; readonly pin: Pin }
  | { readonly kind: "pinned-with-blockers"; readonly candidate: Candidate; readonly pin: Pin }
  | {
      readonly kind: "pinned-with-lambda";
      readonly candidate: Candidate;
      readonly pin: Pin;
      readonly other: Candidate;
    };

const mostReasons = 8;

/** The cost of a run of a candidate in a runtime: any one unit, the same for all. */
export type RunCost = (candidate: Candidate, runtime: EdgeRuntime) => number;

/**
 * Finds the cheapest runtime for every function of one behavior; a function with a blocker or a pin can't run everywhere.
 *
 * @param path of the behavior, for the reasons
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export function place(
  path: string,
  candidates: readonly Candidate[],
  describe: (blocker: Blocker) => string,
  cost: RunCost,
): { placements: Placement[]; conflicts: Conflict[] } {
  const viewer = candidates.filter(({ event }) => isViewerEvent(event));
  const conflicts = candidates.flatMap((candidate) => findConflicts(candidate, viewer));
  // A pin that can't hold is reported as a conflict; the others are placed as if it were not there.
  const isHeld = conflicts.length === 0;
  const solution = solve(candidates.map((candidate) => optionsOf(candidate, cost, isHeld)));
  if (solution === undefined) throw new Error(`no placement for '${path}'`);
  const heavy = viewer.find(needsLambda);
  const placements = candidates.map((candidate, index): Placement => {
    const runtime = solution.runtimes[index] as EdgeRuntime;
    return { candidate, runtime, ...explain(path, candidate, runtime, heavy, describe) };
  });
  return { placements, conflicts };
}

/** Lambda@Edge runs everything; CloudFront Functions what has no blocker. */
function optionsOf(candidate: Candidate, cost: RunCost, isHeld: boolean): EventOptions {
  const { event, pins, blockers } = candidate;
  const runtimes = edgeRuntimes
    .filter((runtime) => runtime === "lambda-at-edge" || blockers.length === 0)
    .filter((runtime) =>
      pins.every((pin) => pin.runtime === runtime || (!isHeld && pin.runtime === "cloudfront-function")),
    )
    .map((runtime) => ({ runtime, cost: cost(candidate, runtime) }));
  return { event, runtimes };
}

function explain(
  path: string,
  candidate: Candidate,
  runtime: EdgeRuntime,
  heavy: Candidate | undefined,
  describe: (blocker: Blocker) => string,
): Pick<Placement, "cause" | "reasons"> {
  const { event, handlers } = candidate;
  if (!isViewerEvent(event)) return { cause: "origin-event", reasons: ["origin events run in Lambda@Edge only"] };
  if (runtime === "cloudfront-function") {
    const reason = `${enumerate(handlers)} ${handlers.length > 1 ? "need" : "needs"} only what CloudFront Functions, the lightest runtime, have`;
    return { cause: "lightest", reasons: [reason] };
  }
  const own = ownReasons(candidate, describe);
  if (own.length > 0 || heavy === undefined) return { cause: "own", reasons: own };
  return { cause: "same-behavior", reasons: [sameBehaviorReason(path, heavy)] };
}

function needsLambda({ blockers, pins }: Candidate): boolean {
  return blockers.length > 0 || pins.some(({ runtime }) => runtime === "lambda-at-edge");
}

function ownReasons({ blockers, pins }: Candidate, describe: (blocker: Blocker) => string): string[] {
  const pinned = pins.filter(({ runtime }) => runtime === "lambda-at-edge");
  const shown = blockers.slice(0, mostReasons).map(describe);
  const more = blockers.length > mostReasons ? [`and ${blockers.length - mostReasons} more lines like these`] : [];
  return [...pinned.map(({ handler }) => `${handler} is pinned to lambda-at-edge`), ...shown, ...more];
}

function sameBehaviorReason(path: string, heavy: Candidate): string {
  return `'${path}' runs ${enumerate(heavy.handlers)} in Lambda@Edge at ${heavy.event}, and the viewer events of one behavior can't mix the two runtimes`;
}

function findConflicts(candidate: Candidate, viewer: readonly Candidate[]): Conflict[] {
  const pin = candidate.pins.find(({ runtime }) => runtime === "cloudfront-function");
  if (pin === undefined) return [];
  if (!isViewerEvent(candidate.event)) return [{ kind: "pinned-at-origin", candidate, pin }];
  if (candidate.pins.some(({ runtime }) => runtime === "lambda-at-edge")) return [{ kind: "pins-differ", candidate }];
  if (candidate.blockers.length > 0) return [{ kind: "pinned-with-blockers", candidate, pin }];
  const other = viewer.find((one) => one !== candidate && needsLambda(one));
  return other === undefined ? [] : [{ kind: "pinned-with-lambda", candidate, pin, other }];
}
