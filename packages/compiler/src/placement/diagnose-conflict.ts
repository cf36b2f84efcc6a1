import { type Diagnostic, diagnose, type SourcePosition } from "@featheredge/diagnostics";
import { enumerate } from "../source/text.ts";
import type { Blocker } from "./blocker.ts";
import type { Conflict } from "./place.ts";

/**
 * Reports a pin that can't be kept.
 *
 * @param describe a blocker as the end of a sentence
 * @param at the event at which the pinned handler is listed
 */
export function diagnoseConflict(
  conflict: Conflict,
  describe: (blocker: Blocker) => string,
  at: SourcePosition,
): Diagnostic {
  const { candidate } = conflict;
  switch (conflict.kind) {
    case "pins-differ": {
      const pins = candidate.pins.map(({ handler, runtime }) => `'${handler}' is pinned to ${runtime}`);
      return diagnose("FE-PLC-001", {
        at,
        message: `${enumerate(candidate.handlers.map(quote))} would be two functions for one event, since ${enumerate(pins)}; CloudFront takes one.`,
        fix: "Pin them alike, or move one to another event.",
      });
    }
    case "pinned-at-origin":
      return diagnose("FE-PLC-002", {
        at,
        message: `'${conflict.pin.handler}' is pinned to cloudfront-function, but origin events run in Lambda@Edge only.`,
        fix: `Unpin it, or move it to ${candidate.event === "origin-request" ? "viewerRequest" : "viewerResponse"}.`,
      });
    case "pinned-with-blockers":
      return withBlockers(conflict.pin.handler, candidate.blockers, describe, at);
    case "pinned-with-lambda": {
      const { other } = conflict;
      const [first] = other.blockers;
      const why = first === undefined ? "it is pinned there" : describe(first);
      return diagnose("FE-PLC-004", {
        at,
        message: `'${conflict.pin.handler}' is pinned to cloudfront-function, but this behavior runs ${enumerate(other.handlers.map(quote))} in Lambda@Edge at ${other.event} (${why}), and AWS does not mix the two runtimes on the viewer events of one behavior.`,
        fix: `Unpin '${conflict.pin.handler}', or move one of them to an origin event.`,
      });
    }
  }
}

const most = 5;

function withBlockers(
  handler: string,
  blockers: readonly Blocker[],
  describe: (blocker: Blocker) => string,
  at: SourcePosition,
): Diagnostic {
  const shown = blockers.slice(0, most).map(describe);
  const more = blockers.length > most ? `; and ${blockers.length - most} more` : "";
  // The fix already says that Lambda@Edge can run it.
  const fixes = blockers.slice(0, most).flatMap(({ fix }) => (fix === "" || fix.includes("Lambda@Edge") ? [] : [fix]));
  const orFix = fixes.length > 0 ? ` Or fix the source: ${[...new Set(fixes)].join(" ")}` : "";
  return diagnose("FE-PLC-003", {
    at,
    message: `'${handler}' is pinned to cloudfront-function, but can't run there: ${shown.join("; ")}${more}.`,
    fix: `Unpin it, and it runs in Lambda@Edge.${orFix}`,
  });
}

function quote(name: string): string {
  return `'${name}'`;
}
