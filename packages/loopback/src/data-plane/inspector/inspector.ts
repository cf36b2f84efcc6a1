import { decodePercent, splitTarget } from "../../request-target.ts";
import type { RequestTrace, TraceRing } from "../base/trace.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

/** The host of the inspector. */
export const inspectorHost = "inspector.localhost";

/** A request to the inspector. */
export interface InspectorRequest {
  readonly method: string;
  /** The host as the client sent it, with its port. */
  readonly host: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeaderList;
}

/** Traces contain cookies and tokens, so no page of another origin may include or read them, and no cache may store them. */
export const inspectorHeaders = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
} as const;

/**
 * Answers requests to the inspector's JSON API, `/requests?distribution=&limit=` and `/requests/<id>`, from programs on
 * this machine and from pages that the user opens in a browser.
 */
export function inspect(traces: TraceRing, request: InspectorRequest): { status: number; body: unknown } {
  if (isOfAnotherPage(request)) {
    return { status: 403, body: { message: "The inspector does not answer requests from another site's page." } };
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return { status: 405, body: { message: `The inspector does not support ${request.method}. Use GET.` } };
  }
  return answer(traces, request.url);
}

/**
 * True if a page of another origin sent the request. Browsers report this in headers that pages can't set.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
function isOfAnotherPage({ headers, host }: InspectorRequest): boolean {
  const site = headerOf(headers, "sec-fetch-site") ?? "none";
  const origin = headerOf(headers, "origin");
  const isOwn = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  return !isOwn || !["none", "same-origin"].includes(site);
}

function answer(traces: TraceRing, url: string): { status: number; body: unknown } {
  const { path, query } = splitTarget(url);
  const searchParams = new URLSearchParams(query);
  if (path === "/requests") {
    const limit = searchParams.get("limit");
    if (limit !== null && !/^\d+$/.test(limit)) {
      return { status: 400, body: { message: `'limit' is '${limit}', but must be a whole number, such as 50.` } };
    }
    const distribution = searchParams.get("distribution") || undefined;
    return {
      status: 200,
      body: { requests: traces.list({ distribution, limit: limit === null ? 100 : Number(limit) }).map(summary) },
    };
  }
  const id = /^\/requests\/([^/]+)$/.exec(path)?.[1];
  const trace = id === undefined ? undefined : traces.find(decodePercent(id) ?? id);
  if (trace !== undefined) return { status: 200, body: detail(trace) };
  return {
    status: 404,
    body: {
      message:
        id === undefined
          ? `The inspector has no '${path}'. It has /requests and /requests/<id>.`
          : `There is no request '${id}'. The inspector keeps the last ${traces.capacity} requests.`,
    },
  };
}

function summary({ id, time, method, protocol, host, url, distribution, behavior, cache, result }: RequestTrace) {
  const { status, xCache, bytes, durationMs } = result ?? {};
  const outcome = cache && { outcome: cache.outcome, reason: cache.reason };
  return {
    id,
    time,
    method,
    protocol,
    host,
    url,
    distribution,
    behavior,
    cache: outcome,
    status,
    xCache,
    bytes,
    durationMs,
  };
}

function detail(trace: RequestTrace) {
  return { ...trace, cache: trace.cache && { ...trace.cache, key: trace.cache.key?.split("\n") } };
}
