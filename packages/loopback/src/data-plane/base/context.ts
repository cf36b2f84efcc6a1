import type { Agent as HttpAgent } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import type { Clock, Deployment } from "../../deployment.ts";
import type { HostIndex } from "../2-routing/host-index.ts";
import type { CacheEntry } from "../5-cache/entry.ts";
import type { CacheStore } from "../5-cache/store.ts";
import type { ResolveOrigin } from "../7-origin/resolve-origin.ts";
import type { BucketReader } from "../7-origin/s3/rest-endpoint.ts";
import type { TraceRing } from "../inspector/trace-ring.ts";
import type { EdgeFunctions } from "./edge-functions.ts";

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
