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
  /** The differences there. */
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

/** A function at one event of one behavior: what it is, why it runs there, what it costs, and what else there is. */
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
  /** Of CloudFront Functions whose handlers have events; an estimate. */
  readonly compute: ComputeEstimate | undefined;
  readonly runsPerMonth: number;
  readonly reasons: readonly string[];
  /** Why it is given the request's body; undefined where it is not. */
  readonly requestBody: string | undefined;
  /** Undefined at origin events, where there is none. */
  readonly alternative: Alternative | undefined;
  readonly move: Move | undefined;
  /** Where it does not run though the behavior's path pattern matches: an example for each earlier behavior. */
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
