import type { EdgeEvent } from "@featheredge/aws-rules";
import type { Case, Outcome } from "@featheredge/edge-sdk/testing";

/** What can run a handler here. */
export const engines = ["node", "quickjs", "njs", "lambda"] as const;

export type Engine = (typeof engines)[number];

/** What to run, whatever runs it. */
export interface RunInput {
  /** What the handler is called: in an environment its key, else its folder. */
  readonly instance: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly config: unknown;
  readonly event: Case["event"];
  readonly at: EdgeEvent;
  readonly kvs: Readonly<Record<string, string>>;
  /** Variables by which secrets are read. */
  readonly env: Readonly<Record<string, string>>;
}

/** What came of it. */
export interface Ran {
  readonly engine: Engine;
  readonly outcome?: Outcome;
  /** What the handler failed by. */
  readonly error?: { readonly name: string; readonly message: string };
  readonly logs: readonly string[];
  /** Of QuickJS. */
  readonly steps?: number;
}
