import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { SecureContext } from "node:tls";
import type { Clock, Deployment } from "../deployment.ts";
import { listen } from "./1-connection/listen.ts";
import { distributionFinder } from "./2-routing/find-distribution.ts";
import { type CacheSize, CacheStore, defaultCacheSize } from "./5-cache/store.ts";
import { askBucket } from "./7-origin/s3/ask-bucket.ts";
import type { BucketReader } from "./7-origin/s3/bucket-rules.ts";
import type { DataPlaneContext } from "./base/context.ts";
import type { EdgeFunctions } from "./base/edge-functions.ts";
import type { ResolveOrigin } from "./base/origin.ts";
import type { TraceRing } from "./base/trace.ts";
import { handle } from "./handle-request.ts";
import { createTraceRing } from "./inspector/trace-ring.ts";

export interface DataPlaneOptions {
  readonly deployment: Deployment;
  /** Runs edge functions; whoever made them closes them. */
  readonly functions: EdgeFunctions;
  /** Where origins are on this machine. */
  readonly origins: ResolveOrigin;
  /** What decides on access to S3 origins; without it every request to S3 is answered as moto answers it. */
  readonly buckets?: BucketReader;
  /** The system's clock unless given. */
  readonly clock?: Clock;
  /** `Math.random` unless given: decides which requests a continuous deployment by weight takes. */
  readonly random?: () => number;
  /** A free one unless given. */
  readonly httpPort?: number;
  readonly httpsPort?: number;
  /** A certificate and key for a host, as the loopback's authority makes them. */
  readonly secureContext: (host: string) => Promise<SecureContext>;
  /** Told one line about each failure. */
  readonly log?: (line: string) => void;
  /** How many requests are kept for the inspector; 500 unless given. */
  readonly traceCapacity?: number;
  readonly cacheSize?: Partial<CacheSize>;
}

/** Serves what is deployed, as CloudFront's edge locations do. */
export interface DataPlane {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly traces: TraceRing;
  /** Forgets all stored responses. */
  clearCache(): void;
  /** Ends all connections and removes what the cache wrote to disk. */
  close(): Promise<void>;
}

/**
 * Starts to serve on 127.0.0.1. A distribution is reached by its domain name, its aliases, and any of these or its id
 * with `.localhost` appended; the only one there is also by `localhost`.
 * @throws Error when a port is taken
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { deployment, functions, log = () => {} } = options;
  const keepAlive = { keepAlive: true, maxFreeSockets: 64 };
  const cache = new CacheStore({ ...defaultCacheSize, ...options.cacheSize });
  const { buckets, clock = Date.now, random = Math.random } = options;
  const context: DataPlaneContext = {
    deployment,
    clock,
    log,
    traces: createTraceRing(options.traceCapacity ?? 500),
    httpsPort: () => listeners.httpsPort,
    findDistribution: distributionFinder(deployment, random),
    functions,
    cache,
    inFlight: new Map(),
    resolve: options.origins,
    askBucket: buckets && ((request, send) => askBucket(request, buckets, send)),
    agents: { http: new HttpAgent(keepAlive), https: new HttpsAgent(keepAlive) },
  };
  const endInvalidations = deployment.onInvalidation(({ distributionId, paths }) => {
    cache.invalidate(distributionId, paths);
  });
  const listeners = await listen(
    { http: options.httpPort ?? 0, https: options.httpsPort ?? 0 },
    options.secureContext,
    (request, response, protocol) => {
      handle(context, request, response, protocol).catch((error: Error) => {
        log(`a request failed: ${error.message}`);
        response.destroy();
      });
    },
    context.clock,
  );
  return {
    httpPort: listeners.httpPort,
    httpsPort: listeners.httpsPort,
    traces: context.traces,
    clearCache: () => cache.clear(),
    async close() {
      endInvalidations();
      await listeners.close();
      context.agents.http.destroy();
      context.agents.https.destroy();
      await cache.close();
    },
  };
}
