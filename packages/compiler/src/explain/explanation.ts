import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { ComputeEstimate } from "../compute/estimate.ts";

/** The cost of a function in USD: for each million runs, and in a month of the behavior's traffic. */
interface ExplainedCost {
  readonly perMillion: number;
  readonly perMonth: number;
}

/** The runtime that a function does not run in. */
export interface Alternative extends ExplainedCost {
  readonly runtime: EdgeRuntime;
  /** The blockers against it; empty when it would only cost more. */
  readonly against: readonly string[];
}

/** The savings of a move of a function behind the cache. Only its author knows whether the handler's meaning allows it. */
export interface Move extends ExplainedCost {
  readonly to: EdgeEvent;
  readonly runsPerMonth: number;
  /** USD, with what `frees` saves. */
  readonly savesPerMonth: number;
  /** Functions at the behavior's other viewer event that would then run as CloudFront Functions. */
  readonly frees: readonly string[];
  /** How the function would behave differently there. */
  readonly changes: string;
}

/** A request for which a function does not run although its behavior's path pattern seems to cover it. */
export interface MissedPath {
  /** A shortest path of such a request. */
  readonly path: string;
  /** The path pattern and key of the behavior that serves it. */
  readonly goesTo: string;
  readonly key: string;
  /** The path that S3 decodes it to, if that is why. */
  readonly readAs?: string;
}

/** A function at one event of one behavior, with the reasons for its runtime, its costs and its alternative. */
export interface ExplainedFunction extends ExplainedCost {
  readonly distribution: string;
  /** The behavior's key in the environment: `distributions.site.behaviors[2]`. */
  readonly key: string;
  readonly path: string;
  readonly event: EdgeEvent;
  readonly function: string;
  readonly handlers: readonly string[];
  readonly runtime: EdgeRuntime;
  readonly bytes: number;
  readonly budgetBytes: number;
  /** An estimate for a CloudFront Function whose handlers have events; undefined for others. */
  readonly compute: ComputeEstimate | undefined;
  readonly runsPerMonth: number;
  readonly reasons: readonly string[];
  /** The reason why it gets the request's body; undefined if it does not. */
  readonly requestBody: string | undefined;
  /** Undefined at origin events, which run in Lambda@Edge only. */
  readonly alternative: Alternative | undefined;
  readonly move: Move | undefined;
  /** Requests that match the behavior's path pattern and yet don't run it: an example for each earlier behavior. */
  readonly missedPaths: readonly MissedPath[];
}

/** The functions of an environment, the reasons for their runtimes, and their costs. */
export interface Explanation {
  readonly environment: string;
  /** When and where the prices were read. */
  readonly prices: { readonly date: string; readonly region: string; readonly currency: string };
  readonly functions: readonly ExplainedFunction[];
  /** The viewer requests a month that the costs are computed for, of each distribution. */
  readonly traffic: readonly { readonly distribution: string; readonly viewerRequestsPerMonth: number }[];
  /** The sum of the functions' costs in USD, as `includes` says. */
  readonly perMonth: number;
  readonly includes: readonly string[];
  /** Other things that AWS bills. */
  readonly excludes: readonly string[];
}
