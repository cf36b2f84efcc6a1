import { hostName } from "./2-routing/host-index.ts";
import { refuseUnsigned } from "./3-access/signed-requests.ts";
import { withoutSigning } from "./3-access/signing-names.ts";
import { afterViewerRequest } from "./4-viewer-request/run-viewer-request.ts";
import { answerThroughCache } from "./5-cache/answer-through-cache.ts";
import { partialAnswer } from "./9-answer/partial.ts";
import { applyResponseHeadersPolicy } from "./9-answer/response-headers-policy.ts";
import { afterViewerResponse } from "./9-answer/run-viewer-response.ts";
import type { Timing } from "./9-answer/server-timing.ts";
import type { Answer } from "./base/answer.ts";
import type { DataPlaneContext } from "./base/context.ts";
import type { ServedDistribution } from "./base/distribution.ts";
import { errorAnswer, httpsRedirect, xmlErrorAnswer } from "./base/error-answer.ts";
import type { Exchange } from "./base/exchange.ts";
import type { RequestTrace } from "./base/trace.ts";
import { isRestricted, viewerLocation } from "./base/viewer-location.ts";
import type { ViewerRequest } from "./base/viewer-request.ts";
import { withErrorPage } from "./custom-error-page.ts";

/** Takes a request to a distribution through all of its stages. */
export async function serveDistribution(
  context: DataPlaneContext,
  distribution: ServedDistribution,
  viewer: ViewerRequest,
  trace: RequestTrace,
  held: Exchange["held"],
): Promise<Answer> {
  const began = performance.now();
  trace.distribution = { id: distribution.id, domainName: distribution.domainName };
  if (distribution.deployed.config.Enabled === false) {
    return refused(context, trace, "The distribution is disabled.");
  }
  const { rootPath } = distribution;
  const isRoot = rootPath !== undefined && viewer.uri === "/";
  const behavior = distribution.behaviorFor(isRoot ? rootPath : viewer.uri, context.deployment);
  trace.behavior = { index: behavior.index, pathPattern: behavior.pathPattern };
  const arrived: Exchange = {
    context,
    id: trace.id,
    viewer,
    distribution,
    behavior,
    request: { method: viewer.method, uri: viewer.uri, querystring: viewer.querystring, headers: viewer.headers },
    body: viewer.body,
    trace,
    held,
  };
  const turnedAway = turnAway(arrived);
  if (turnedAway !== undefined)
    return turnedAway.pageable ? withErrorPage(arrived, turnedAway.answer) : turnedAway.answer;

  const after = await afterViewerRequest(arrived);
  if ("xCache" in after) return after;
  const rooted = rootPath !== undefined && after.request.uri === "/";
  const request = rooted ? { ...after.request, uri: rootPath } : after.request;
  const exchange = { ...after, request: behavior.keyGroups.length > 0 ? withoutSigning(request) : request };

  const { answer, pageable } = await answerThroughCache(exchange);
  const paged = pageable ? await withErrorPage(exchange, answer) : answer;
  const headers = applyResponseHeadersPolicy(paged.headers, behavior.responseHeaders, {
    method: viewer.method,
    viewer: exchange.request.headers,
    now: context.clock(),
    requestId: trace.id,
    timing: () => timingOf(trace, performance.now() - began),
  });
  const partial = partialAnswer(
    headers === paged.headers ? paged : { ...paged, headers },
    viewer.method,
    exchange.request.headers,
    `CloudFront:${trace.id.slice(0, 32)}`,
    context.clock(),
  );
  return afterViewerResponse(exchange, partial);
}

/** What CloudFront answers before any function runs. */
function turnAway(exchange: Exchange): { answer: Answer; pageable: boolean } | undefined {
  const { context, viewer, behavior, distribution, trace } = exchange;
  if (viewer.protocol === "http" && behavior.viewerProtocol !== "allow-all") {
    if (behavior.viewerProtocol === "https-only") {
      return { answer: refused(context, trace, "Bad request: the behavior takes HTTPS only."), pageable: false };
    }
    trace.note = "redirected to HTTPS";
    // On AWS both ports are the protocols' own; where the viewer had to name ours, it must be led to the other one.
    const port = /:\d+$/.test(viewer.host) ? `:${context.httpsPort()}` : "";
    const location = `https://${hostName(viewer.host)}${port}${viewer.url}`;
    return { answer: httpsRedirect(viewer.method, location, context.clock()), pageable: false };
  }
  if (!behavior.methods.has(viewer.method)) {
    const detail = `This distribution is not configured to allow the HTTP request method that was used for this request: ${viewer.method}. The distribution supports only cachable requests.`;
    return { answer: refused(context, trace, detail), pageable: false };
  }
  if (viewer.method === "GET" && viewer.body !== undefined) {
    return { answer: refused(context, trace, "Bad request: a GET request must not have a body."), pageable: false };
  }
  if (distribution.geo !== undefined && isRestricted(distribution.geo, viewerLocation(viewer).country)) {
    const detail = "The Amazon CloudFront distribution is configured to block access from your country.";
    return { answer: refused(context, trace, detail), pageable: true };
  }
  if (behavior.trustsSigners) {
    const detail =
      "The behavior trusts signers, which are AWS accounts with key pairs of their own: the loopback supports key groups only. Set TrustedKeyGroups in place of TrustedSigners.";
    return { answer: refused(context, trace, detail), pageable: false };
  }
  if (behavior.keyGroups.length > 0) {
    const refusal = refuseUnsigned({ ...viewer, now: context.clock() }, (id) => keyOf(exchange, id));
    if (refusal !== undefined) {
      trace.note = `${refusal.code}: ${refusal.detail}`;
      return { answer: xmlErrorAnswer(403, refusal.code, refusal.message, context.clock()), pageable: true };
    }
  }
  return undefined;
}

function timingOf({ id, cache, origin }: RequestTrace, downstreamFirstByte: number): Timing {
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

function keyOf({ behavior, context }: Exchange, id: string): string | undefined {
  for (const group of behavior.keyGroups) {
    const key = context.deployment.keyGroup(group)?.get(id);
    if (key !== undefined) return key;
  }
  return undefined;
}

function refused(context: DataPlaneContext, trace: RequestTrace, detail: string): Answer {
  trace.note = detail;
  return errorAnswer(403, detail, trace.id, context.clock());
}
