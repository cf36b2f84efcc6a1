import type { EdgeEvent, EdgeRuntime } from "@featheredge/aws-rules";
import type { HeaderList } from "../http/headers.ts";
import type { EdgeRequest, EdgeResponse } from "./edge-functions.ts";

/** One request's way through the data plane. It refers to what was there anyway, so that keeping it costs little. */
export interface RequestTrace {
  readonly id: string;
  /** Milliseconds since 1970 by the data plane's clock. */
  readonly time: number;
  readonly method: string;
  readonly protocol: "http" | "https";
  readonly host: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: HeaderList;
  distribution?: { readonly id: string; readonly domainName: string };
  behavior?: { readonly index: number | "default"; readonly pathPattern: string };
  cache?: CacheTrace;
  readonly stages: StageTrace[];
  readonly origin: OriginTrace[];
  /** Why CloudFront itself answered, where it did. */
  note?: string;
  result?: ResultTrace;
}

export interface CacheTrace {
  readonly outcome: "hit" | "miss" | "refresh" | "stale" | "not-cacheable";
  /** `no entry`, `expired 3 s ago`, `the maximum TTL is 0`. */
  readonly reason: string;
  /** Its parts, one a line. */
  readonly key?: string;
  /** What became of the origin's answer: `stored for 60 s (max-age=60)`. */
  stored?: string;
}

/** A function that ran. */
interface StageTrace {
  readonly event: EdgeEvent;
  readonly runtime: EdgeRuntime;
  readonly arn: string;
  readonly before: { readonly request: EdgeRequest; readonly response?: TracedResponse | undefined };
  readonly after:
    | { readonly request: EdgeRequest; readonly bodyBytes?: number | undefined }
    | { readonly response: TracedResponse; readonly bodyBytes?: number | undefined }
    | { readonly failure: string };
  readonly logs: readonly string[];
  /** What CloudFront ignores of what the function returned. */
  readonly warnings: readonly string[];
  /** What the function writes to the access logs, and the field that has it: `viewer-request-log-data`. */
  readonly logData?: { readonly field: string; readonly value: string } | undefined;
  readonly durationMs: number;
  readonly computeUtilization?: number | undefined;
  readonly coldStart?: boolean | undefined;
}

/** Bodies are not kept, their lengths are. */
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
  /** Until there was a connection; undefined where one was used again. */
  connectMs?: number | undefined;
  /** Until the response's headers, or the failure. */
  durationMs?: number;
}

interface ResultTrace {
  readonly status: number;
  readonly headers: HeaderList;
  readonly xCache: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** The viewer went away, or the origin broke off. */
  readonly aborted: boolean;
}

/** The last requests, the newest first. */
export interface TraceRing {
  readonly capacity: number;
  add(trace: RequestTrace): void;
  find(id: string): RequestTrace | undefined;
  /** @param distribution an id or domain name; all when it is not given */
  list(filter?: { distribution?: string | undefined; limit?: number | undefined }): RequestTrace[];
  clear(): void;
}
