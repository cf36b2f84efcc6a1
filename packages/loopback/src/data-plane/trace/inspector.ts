import { decodePercent, splitTarget } from "../../request-target.ts";
import type { TraceRing } from "./ring.ts";
import type { RequestTrace } from "./trace.ts";

/** The host that answers with traces. */
export const inspectorHost = "inspector.localhost";

/**
 * Answers the inspector's JSON API: `/requests?distribution=&limit=` and `/requests/<id>`.
 * @param url path and query
 */
export function inspect(traces: TraceRing, url: string): { status: number; body: unknown } {
  const { path, query } = splitTarget(url);
  const searchParams = new URLSearchParams(query);
  if (path === "/requests") {
    const limit = searchParams.get("limit");
    if (limit !== null && !/^\d+$/.test(limit)) {
      return { status: 400, body: { message: `'limit' is '${limit}'; it must be a whole number, such as 50.` } };
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
          : `No request '${id}' is kept. The inspector keeps the last ${traces.capacity}.`,
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
