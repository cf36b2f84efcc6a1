import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import type { Clock, Deployment } from "../deployment.ts";
import type { CacheEntry } from "./cache/entry.ts";
import type { CacheStore } from "./cache/store.ts";
import type { EdgeFunctions } from "./edge-functions.ts";
import type { ResolveOrigin } from "./origin/resolve.ts";
import type { BucketReader } from "./origin/s3-origin.ts";
import type { HostIndex } from "./routing/hosts.ts";
import type { TraceRing } from "./trace/ring.ts";

/** What all requests of a data plane share. */
export interface Plane {
  readonly deployment: Deployment;
  readonly functions: EdgeFunctions;
  readonly resolve: ResolveOrigin;
  readonly buckets: BucketReader | undefined;
  readonly clock: Clock;
  /** From 0 to below 1, for continuous deployments by weight. */
  readonly random: () => number;
  /** Told one line about each failure. */
  readonly log: (line: string) => void;
  readonly hosts: HostIndex;
  readonly store: CacheStore;
  /** Requests to origins that others of the same key wait for; they give what was stored. */
  readonly inFlight: Map<string, Promise<CacheEntry | undefined>>;
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly traces: TraceRing;
  /** Where viewers are redirected to. */
  readonly httpsPort: () => number;
}
