import type { Readable } from "node:stream";
import type { Behavior } from "./behavior.ts";
import type { DataPlaneContext } from "./context.ts";
import type { ServedDistribution } from "./distribution.ts";
import type { EdgeRequest, OriginChange } from "./edge-functions.ts";
import type { Spool } from "./spool.ts";
import type { RequestTrace } from "./trace.ts";
import type { ViewerRequest } from "./viewer-request.ts";

/** One request and its answer in the data plane. Stages pass on changed copies. */
export interface Exchange {
  readonly context: DataPlaneContext;
  readonly id: string;
  readonly viewer: ViewerRequest;
  readonly distribution: ServedDistribution;
  readonly behavior: Behavior;
  /** The viewer's request, then what the viewer-request function made of it. */
  readonly request: EdgeRequest;
  readonly body: Readable | Buffer | undefined;
  readonly originChange?: OriginChange | undefined;
  readonly trace: RequestTrace;
  /** Stored bodies that the answer may be read from. They are kept until it is sent. */
  readonly held: Spool[];
}

/** Keeps a stored body until the exchange ends, even if its entry leaves the cache meanwhile. */
export function hold(exchange: Exchange, spool: Spool): void {
  spool.retain();
  exchange.held.push(spool);
}

/** Ends what {@link hold} began. */
export function releaseHeld(exchange: Exchange): void {
  for (const spool of exchange.held.splice(0)) spool.release();
}
