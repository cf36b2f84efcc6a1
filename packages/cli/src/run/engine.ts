import type { EdgeEvent } from "@featheredge/aws-rules";
import type { Case, Outcome } from "@featheredge/edge-sdk/testing";

/** The engines that can run a handler. */
export const engines = ["node", "quickjs", "njs", "lambda"] as const;

export type Engine = (typeof engines)[number];

/** A handler and the event to run it on, for any engine. */
export interface RunInput {
  /** The handler's name: in an environment its key, else its folder. */
  readonly instance: string;
  /** The project's root. */
  readonly root: string;
  /** Absolute path of its `handler.ts` or `handler.js`. */
  readonly file: string;
  readonly config: unknown;
  readonly event: Case["event"];
  readonly at: EdgeEvent;
  readonly kvs: Readonly<Record<string, string>>;
  /** Variables by which secrets are read. */
  readonly env: Readonly<Record<string, string>>;
}

/** The result of a run. */
export interface Ran {
  readonly engine: Engine;
  readonly outcome?: Outcome;
  /** The text that the handler wrote to the access logs by `cf.logCustomData`. */
  readonly logData?: string;
  /** The error with which the handler failed. */
  readonly error?: { readonly name: string; readonly message: string };
  readonly logs: readonly string[];
  /** QuickJS only. */
  readonly steps?: number;
}
