import { checkAccess } from "./3-access/check-access.ts";
import { withoutSigning } from "./3-access/signing-names.ts";
import { checkWebAcl } from "./3-access/web-acl/check-web-acl.ts";
import { runViewerRequest } from "./4-viewer-request/run-viewer-request.ts";
import { answerThroughCache } from "./5-cache/answer-through-cache.ts";
import { partialAnswer } from "./9-answer/partial.ts";
import { applyResponseHeadersPolicy } from "./9-answer/response-headers-policy.ts";
import { runViewerResponse } from "./9-answer/run-viewer-response.ts";
import { timingOf } from "./9-answer/server-timing.ts";
import type { Answer } from "./base/answer.ts";
import type { DataPlaneContext } from "./base/context.ts";
import type { ServedDistribution } from "./base/distribution.ts";
import { errorAnswer } from "./base/error-answer.ts";
import type { Exchange } from "./base/exchange.ts";
import type { RequestTrace } from "./base/trace.ts";
import type { ViewerRequest } from "./base/viewer-request.ts";
import { withErrorPage } from "./custom-error-page.ts";

/**
 * Takes a request to a distribution through the stages.
 * @param trace gets a record of each stage
 * @param held gets the stored bodies that must be kept until the answer is sent
 */
export async function serveDistribution(
  context: DataPlaneContext,
  distribution: ServedDistribution,
  viewer: ViewerRequest,
  trace: RequestTrace,
  held: Exchange["held"],
): Promise<Answer> {
  const began = performance.now();
  trace.distribution = distribution;
  if (distribution.deployed.config.Enabled === false) {
    trace.note = "The distribution is disabled.";
    return errorAnswer(403, trace.note, trace.id, context.clock());
  }
  const { rootPath } = distribution;
  const isRoot = rootPath !== undefined && viewer.uri === "/";
  const behavior = distribution.behaviorFor(isRoot ? rootPath : viewer.uri, context.deployment);
  trace.behavior = behavior;
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
  const passed = await checkWebAcl(arrived);
  if ("answer" in passed) return withErrorPage(arrived, passed.answer);
  const rejection = checkAccess(passed);
  if (rejection !== undefined) return rejection.pageable ? withErrorPage(passed, rejection.answer) : rejection.answer;

  const result = await runViewerRequest(passed);
  if ("xCache" in result) return result;
  const needsRootPath = rootPath !== undefined && result.request.uri === "/";
  const request = needsRootPath ? { ...result.request, uri: rootPath } : result.request;
  const exchange = { ...result, request: behavior.keyGroups.length > 0 ? withoutSigning(request) : request };

  trace.request = exchange.request;
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
  return runViewerResponse(exchange, partial);
}
