import type { ResponseHeadersPolicyServerTimingHeadersConfig } from "@aws-sdk/client-cloudfront";
import { edgeLocation } from "../base/request-id.ts";
import type { RequestTrace } from "../base/trace.ts";
import { combinedHeader, type HeaderList } from "../http/headers.ts";

/** CloudFront's measurements of a request. Times are in milliseconds. */
export interface Timing {
  readonly requestId: string;
  readonly cache: "hit" | "refresh" | "miss";
  /** Undefined if no request was sent to an origin. */
  readonly upstream: { readonly connect: number; readonly firstByte: number } | undefined;
  readonly downstreamFirstByte: number;
}

/** True if an answer gets a Server-Timing header: by the sampling rate, or because the viewer requests it. */
export function hasServerTiming(
  config: ResponseHeadersPolicyServerTimingHeadersConfig | undefined,
  viewer: HeaderList,
  requestId: string,
): boolean {
  if (config?.Enabled !== true) return false;
  const pragma = combinedHeader(viewer, "pragma")?.toLowerCase() ?? "";
  if (pragma.split(/[\s,]+/).includes("server-timing")) return true;
  // Ids are random, so a part of one is a fair draw.
  const draw = Buffer.from(requestId.slice(0, 8), "base64url").readUInt32BE(0) / 2 ** 32;
  return draw * 100 < (config.SamplingRate ?? 0);
}

/**
 * The header's value. It includes the origin's own value if the origin has just answered.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#server-timing-header
 */
export function serverTiming(timing: Timing, ofOrigin: string | undefined): string {
  const { requestId, cache, upstream, downstreamFirstByte } = timing;
  const metrics: string[] = [];
  if (cache === "miss" && upstream !== undefined) {
    metrics.push('cdn-upstream-layer;desc="EDGE"', duration("cdn-upstream-dns", 0));
    metrics.push(duration("cdn-upstream-connect", upstream.connect), duration("cdn-upstream-fbl", upstream.firstByte));
    if (ofOrigin !== undefined) metrics.push(ofOrigin);
  }
  metrics.push(`cdn-cache-${cache}`, `cdn-pop;desc="${edgeLocation}"`, `cdn-rid;desc="${requestId}"`);
  if (cache === "hit") metrics.push('cdn-hit-layer;desc="EDGE"');
  metrics.push(duration("cdn-downstream-fbl", downstreamFirstByte));
  return metrics.join(",");
}

function duration(name: string, milliseconds: number): string {
  return `${name};dur=${Math.max(0, Math.round(milliseconds))}`;
}

/**
 * Collects the measurements of a request from its trace.
 * @param downstreamFirstByte milliseconds until the answer's first byte
 */
export function timingOf({ id, cache, origin }: RequestTrace, downstreamFirstByte: number): Timing {
  const outcome = cache?.outcome;
  const last = origin.at(-1);
  const duration = outcome === "hit" || outcome === "stale" ? undefined : last?.durationMs;
  return {
    requestId: id,
    cache: outcome === "hit" || outcome === "stale" ? "hit" : outcome === "refresh" ? "refresh" : "miss",
    upstream:
      duration === undefined
        ? undefined
        : { connect: last?.connectMs ?? 0, firstByte: duration - (last?.connectMs ?? 0) },
    downstreamFirstByte,
  };
}
