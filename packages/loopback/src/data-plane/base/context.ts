import type { Agent as HttpAgent, ServerResponse } from "node:http";
import type { Http2ServerResponse } from "node:http2";
import type { Agent as HttpsAgent } from "node:https";
import type { Clock, Deployment } from "../../deployment.ts";
import type { AccessLogs } from "../access-logs/logged-request.ts";
import type { AheadParts } from "./ahead.ts";
import type { CacheEntry, ResponseCache } from "./cache-entry.ts";
import type { ServedDistribution } from "./distribution.ts";
import type { EdgeFunctions } from "./edge-functions.ts";
import type { AskBucket, ResolveOrigin } from "./origin.ts";
import type { TraceRing } from "./trace.ts";
import type { ViewerRequest } from "./viewer-request.ts";
import type { WebAclReader } from "./web-acl.ts";

/** Services and settings that all requests of a data plane share. */
export interface DataPlaneContext {
  readonly deployment: Deployment;
  readonly clock: Clock;
  /** Logs one line about a failure. */
  readonly log: (line: string) => void;
  readonly traces: TraceRing;
  /** Answers a request to the inspector's host. */
  readonly inspect: (viewer: ViewerRequest, response: ServerResponse | Http2ServerResponse) => Promise<void>;
  /** The port to which viewers are redirected for HTTPS. */
  readonly httpsPort: () => number;
  /** The distribution that serves a request; undefined if no distribution has its host. */
  readonly findDistribution: (viewer: Pick<ViewerRequest, "host" | "headers">) => ServedDistribution | undefined;
  readonly functions: EdgeFunctions;
  /** The parts that are ahead now. A change replaces them. */
  ahead: AheadParts;
  readonly cache: ResponseCache;
  /** Running requests to origins, by cache key: viewers with the same key wait for them. Each gives its stored entry. */
  readonly inFlight: Map<string, Promise<CacheEntry | undefined>>;
  readonly resolve: ResolveOrigin;
  /** Answers requests to buckets as S3 does. If undefined, moto answers them, which checks no permissions. */
  readonly askBucket: AskBucket | undefined;
  /** Reads web ACLs. If undefined, they are not evaluated. */
  readonly webAcls: WebAclReader | undefined;
  readonly agents: OriginAgents;
  /** Called with each answered request of a distribution, for the access logs. */
  readonly logRequest: AccessLogs["write"];
}

/** Keep connections to origins open for the next request. */
export interface OriginAgents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}
