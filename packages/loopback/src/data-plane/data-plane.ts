import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { SecureContext } from "node:tls";
import { keptRequests } from "@featheredge/inspector/host";
import type { Administration } from "../administration.ts";
import type { Clock, Deployment, LambdaCode } from "../deployment.ts";
import { listen } from "./1-connection/listen.ts";
import { distributionFinder } from "./2-routing/find-distribution.ts";
import { type CacheSize, CacheStore, defaultCacheSize } from "./5-cache/store.ts";
import { askBucket } from "./7-origin/s3/ask-bucket.ts";
import type { BucketReader } from "./7-origin/s3/bucket-rules.ts";
import type { AccessLogs } from "./access-logs/logged-request.ts";
import type { AheadParts } from "./base/ahead.ts";
import type { DataPlaneContext } from "./base/context.ts";
import type { EdgeFunctions } from "./base/edge-functions.ts";
import type { ResolveOrigin } from "./base/origin.ts";
import type { TraceRing } from "./base/trace.ts";
import type { WebAclReader } from "./base/web-acl.ts";
import { handleRequest } from "./handle-request.ts";
import type { InspectorContext, InspectorOptions } from "./inspector/context.ts";
import { createTraceRing } from "./inspector/trace-ring.ts";

export interface DataPlaneOptions {
  readonly deployment: Deployment;
  /** Runs edge functions. The caller closes it. */
  readonly functions: EdgeFunctions;
  /** Finds origins on this machine. */
  readonly origins: ResolveOrigin;
  /** Reads permissions on buckets. Without it, moto answers requests to S3 origins and checks no permissions. */
  readonly buckets?: BucketReader;
  /** Reads web ACLs. Without it, they are not evaluated. */
  readonly webAcls?: WebAclReader;
  /** Writes the distributions' access logs. The caller flushes it. Without it, requests are not logged. */
  readonly accessLogs?: Pick<AccessLogs, "write"> | undefined;
  /** @default `Date.now` */
  readonly clock?: Clock;
  /** Chooses the requests that a weighted continuous deployment takes. @default `Math.random` */
  readonly random?: () => number;
  /** @default a free port */
  readonly httpPort?: number;
  /** @default a free port */
  readonly httpsPort?: number;
  /** Returns the certificate and key for a host. */
  readonly secureContext: (host: string) => Promise<SecureContext>;
  /** Logs one line about a failure. */
  readonly log?: (line: string) => void;
  /** How many traces of requests are kept for the inspector: 10,000 by default, which take 15 to 35 MB. */
  readonly traceCapacity?: number;
  readonly inspector?: InspectorOptions | undefined;
  /** Changes resources for the inspector. Without it, the inspector shows neither KeyValueStores nor invalidations. */
  readonly administration?: Administration | undefined;
  /** Finds the code of Lambda functions for the inspector. */
  readonly lambda?: LambdaCode | undefined;
  readonly cacheSize?: Partial<CacheSize>;
}

/** Serves the deployed distributions, as CloudFront's edge locations do. */
export interface DataPlane {
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly traces: TraceRing;
  /** Marks functions and KeyValueStores as ahead in the traces of later requests, in place of those marked before. */
  markAhead(parts: AheadParts): void;
  /** Deletes all stored responses. */
  clearCache(): void;
  /** Closes all connections and removes the cache's files. */
  close(): Promise<void>;
}

/**
 * Starts to serve on 127.0.0.1. A distribution is reached by its domain name, its aliases, and any of these or its id
 * with `.localhost` appended. If there is only one distribution, `localhost` reaches it, too.
 * @throws {LoopbackError} if a port is taken
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const { deployment, functions, log = () => {} } = options;
  const keepAlive = { keepAlive: true, maxFreeSockets: 64 };
  const cache = new CacheStore({ ...defaultCacheSize, ...options.cacheSize });
  const { buckets, clock = Date.now, random = Math.random } = options;
  const traces = createTraceRing(options.traceCapacity ?? keptRequests);
  const inspector: InspectorContext = {
    ...options.inspector,
    traces,
    deployment,
    cache,
    lambda: options.lambda,
    administration: options.administration,
    namesAhead: () => new Set(context.ahead.values()),
    clock,
    log,
    ports: () => ({ http: listeners.httpPort, https: listeners.httpsPort }),
  };
  const context: DataPlaneContext = {
    deployment,
    clock,
    log,
    traces,
    async inspect(viewer, response) {
      // Loaded with the first request to it, since the schemas of its API would delay the first answer.
      const { answerInspector } = await import("./inspector/inspector.ts");
      await answerInspector(inspector, viewer, response);
    },
    httpsPort: () => listeners.httpsPort,
    findDistribution: distributionFinder(deployment, random),
    functions,
    ahead: new Map(),
    cache,
    inFlight: new Map(),
    resolve: options.origins,
    askBucket: buckets && ((request, send) => askBucket(request, buckets, send)),
    webAcls: options.webAcls,
    logRequest: (request) => options.accessLogs?.write(request),
    agents: { http: new HttpAgent(keepAlive), https: new HttpsAgent(keepAlive) },
  };
  const endInvalidations = deployment.onInvalidation(({ distributionId, paths }) => {
    cache.invalidate(distributionId, paths);
  });
  const listeners = await listen(
    { http: options.httpPort ?? 0, https: options.httpsPort ?? 0 },
    options.secureContext,
    (request, response, protocol) => {
      handleRequest(context, request, response, protocol).catch((error: Error) => {
        log(`A request failed: ${error.message}`);
        response.destroy();
      });
    },
    context.clock,
  );
  return {
    httpPort: listeners.httpPort,
    httpsPort: listeners.httpsPort,
    traces: context.traces,
    markAhead(parts) {
      context.ahead = parts;
    },
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
