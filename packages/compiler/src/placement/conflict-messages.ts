import { enumerate } from "../source/text.ts";
import type { Blocker } from "./blocker.ts";
import type { Conflict } from "./place.ts";

/** What a user reads of a pin that can't hold: the values, the rule and the fix; the key goes before it. */
export function describeConflict(conflict: Conflict, describe: (blocker: Blocker) => string): string {
  const { candidate } = conflict;
  switch (conflict.kind) {
    case "pins-differ": {
      const pins = candidate.pins.map(({ handler, runtime }) => `'${handler}' is pinned to ${runtime}`);
      return `${enumerate(candidate.handlers.map(quote))} would be two functions for one event, since ${enumerate(pins)}; CloudFront takes one. Pin them alike, or move one to another event.`;
    }
    case "pinned-at-origin":
      return `'${conflict.pin.handler}' is pinned to cloudfront-function, but origin events run in Lambda@Edge only. Unpin it, or move it to ${candidate.event === "origin-request" ? "viewerRequest" : "viewerResponse"}.`;
    case "pinned-with-blockers":
      return withBlockers(conflict.pin.handler, candidate.blockers, describe);
    case "pinned-beside": {
      const { beside } = conflict;
      const [first] = beside.blockers;
      const why = first === undefined ? "it is pinned there" : describe(first);
      return `'${conflict.pin.handler}' is pinned to cloudfront-function, but this behavior runs ${enumerate(beside.handlers.map(quote))} in Lambda@Edge at ${beside.event} (${why}), and AWS does not mix the two runtimes on the viewer events of one behavior. Unpin '${conflict.pin.handler}', or move one of them to an origin event.`;
    }
  }
}

const most = 5;

function withBlockers(handler: string, blockers: readonly Blocker[], describe: (blocker: Blocker) => string): string {
  const shown = blockers.slice(0, most).map(describe);
  const more = blockers.length > most ? `; and ${blockers.length - most} more` : "";
  // That Lambda@Edge would do is said already.
  const mends = blockers.slice(0, most).flatMap(({ fix }) => (fix === "" || fix.includes("Lambda@Edge") ? [] : [fix]));
  const fix = mends.length > 0 ? ` Or fix the source: ${[...new Set(mends)].join(" ")}` : "";
  return `'${handler}' is pinned to cloudfront-function, but can't run there: ${shown.join("; ")}${more}. Unpin it, and it runs in Lambda@Edge.${fix}`;
}

function quote(name: string): string {
  return `'${name}'`;
}
