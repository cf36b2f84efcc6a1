import type { InlinedHandler } from "../inline-config/inline-config.ts";

/** A handler of a chain, ready to be bundled. */
export interface ChainHandler {
  /** Absolute path of its `handler.ts`. */
  readonly file: string;
  readonly source: InlinedHandler;
}
