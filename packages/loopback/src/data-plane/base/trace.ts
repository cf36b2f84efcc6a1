import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";
import type { Behavior } from "./behavior.ts";
import type { CacheEntry } from "./cache-entry.ts";
import type { ServedDistribution } from "./distribution.ts";
import type { EdgeRequest, EdgeResponse } from "./edge-functions.ts";

/** Records how one request passed the data plane. It refers to existing objects, so that it needs little memory. */
export interface RequestTrace {
  readonly id: string;
  /** Milliseconds since 1970 by the data plane's clock. */
  readonly time: number;
  readonly method: string;
  readonly protocol: "http" | "https";
  readonly host: string;
  /** Path and query as the viewer sent them. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly httpVersion: string;
  readonly clientIp: string;
  /** As in {@link ViewerRequest}. */
  readonly simulated: ReadonlyMap<string, string>;
  readonly hasBody: boolean;
  distribution?: ServedDistribution;
  behavior?: Behavior;
  /** The request that reached the cache, after the viewer-request function; undefined if none did. */
  request?: EdgeRequest;
  cache?: CacheTrace | undefined;
  readonly stages: StageTrace[];
  readonly origin: OriginTrace[];
  /** The reason why CloudFront itself answered, if it did. */
  note?: string;
  result?: ResultTrace;
}

/** The cache's part in an answer. */
export interface CacheTrace {
  readonly outcome: "hit" | "miss" | "refresh" | "stale" | "not-cacheable";
  /** Such as `no entry`, `expired 3 s ago`, `the maximum TTL is 0`. */
  readonly reason: string;
  /** The cache key: one part per line. */
  readonly key?: string;
  /** The entry with the key, fresh or not, without its body. */
  readonly entry?: TracedEntry | undefined;
  /** The decision about storing the origin's answer. */
  stored?: StoredTrace;
}

/** Traces keep no bodies: an entry would keep its body in memory after the cache has deleted it. */
export type TracedEntry = Pick<
  CacheEntry,
  "key" | "status" | "headers" | "storedAt" | "initialAge" | "freshUntil" | "reason"
>;

interface StoredTrace {
  /** The lifetime in milliseconds; undefined if the answer was not stored. */
  readonly milliseconds: number | undefined;
  /** Such as `max-age=60`, `no-store`. */
  readonly reason: string;
  /** The headers of the stored answer, or of the answer that was not stored. */
  readonly headers: HeaderList;
}

/** One run of a function. */
export interface StageTrace {
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  readonly arn: string;
  readonly before: { readonly request: EdgeRequest; readonly response?: TracedResponse | undefined };
  readonly after:
    | { readonly request: EdgeRequest; readonly bodyBytes?: number | undefined }
    | { readonly response: TracedResponse; readonly bodyBytes?: number | undefined }
    | {
        readonly failure: string;
        /** Lines of the deployed code where it was thrown, the innermost first. */
        readonly stack?: string | undefined;
      };
  readonly logs: readonly string[];
  /** Where in the deployed code each line was logged: the positions of calls, the innermost first, as in `1:20 1:304`. */
  readonly logPositions?: readonly string[] | undefined;
  /** The code that ran, for a CloudFront Function that failed or logged: it leads to the author's lines. */
  readonly code?: string | undefined;
  /** Values of the function's result that CloudFront ignores: one sentence each. */
  readonly warnings: readonly string[];
  /** The field that the function writes to the access logs, such as `viewer-request-log-data`, and its value. */
  readonly logData?: { readonly field: string; readonly value: string } | undefined;
  readonly durationMs: number;
  readonly computeUtilization?: number | undefined;
  readonly coldStart?: boolean | undefined;
  /** The names of the function and of its KeyValueStore, as far as they were ahead: see `AheadParts`. */
  readonly ahead?: readonly string[] | undefined;
}

/** Traces keep lengths of bodies, not the bodies. */
type TracedResponse = Omit<EdgeResponse, "body">;

/** One attempt at an origin. */
export interface OriginTrace {
  readonly originId: string;
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  status?: number;
  responseHeaders?: HeaderList;
  failure?: string;
  /** The time until there was a connection; undefined if a connection was reused. */
  connectMs?: number | undefined;
  /** The time until the response's headers, or until the failure. */
  durationMs?: number;
}

interface ResultTrace {
  readonly status: number;
  readonly headers: HeaderList;
  readonly xCache: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** True if the viewer went away, or the origin broke off. */
  readonly aborted: boolean;
}

/** Keeps the traces of the last requests, the newest first. */
export interface TraceRing {
  readonly capacity: number;
  add(trace: RequestTrace): void;
  find(id: string): RequestTrace | undefined;
  /** The traces now, in a list of the caller's. */
  list(): RequestTrace[];
  clear(): void;
  /** Adds a listener that is called with each added trace. @returns a function that removes it */
  onAdd(listener: (trace: RequestTrace) => void): () => void;
}
