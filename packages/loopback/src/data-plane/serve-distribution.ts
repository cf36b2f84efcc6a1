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
  // Most steps need no promise, and each `await` costs: a hit without a function has none.
  const checked = checkWebAcl(arrived);
  const passed = checked instanceof Promise ? await checked : checked;
  if ("answer" in passed) return withErrorPage(arrived, passed.answer);
  const rejection = checkAccess(passed);
  if (rejection !== undefined) return rejection.pageable ? withErrorPage(passed, rejection.answer) : rejection.answer;

  const running = runViewerRequest(passed);
  const result = running instanceof Promise ? await running : running;
  if ("xCache" in result) return result;
  const needsRootPath = rootPath !== undefined && result.request.uri === "/";
  const rooted = needsRootPath ? { ...result.request, uri: rootPath } : result.request;
  const request = behavior.keyGroups.length > 0 ? withoutSigning(rooted) : rooted;
  const exchange = request === result.request ? result : { ...result, request };

  trace.request = request;
  const answering = answerThroughCache(exchange);
  const { answer, pageable } = answering instanceof Promise ? await answering : answering;
  const paged = pageable && answer.status >= 400 ? await withErrorPage(exchange, answer) : answer;
  const headers =
    behavior.responseHeaders === undefined
      ? paged.headers
      : applyResponseHeadersPolicy(paged.headers, behavior.responseHeaders, {
          method: viewer.method,
          viewer: request.headers,
          now: context.clock(),
          requestId: trace.id,
          timing: () => timingOf(trace, performance.now() - began),
        });
  const partial = partialAnswer(
    headers === paged.headers ? paged : { ...paged, headers },
    viewer.method,
    request.headers,
    `CloudFront:${trace.id.slice(0, 32)}`,
    context.clock(),
  );
  return runViewerResponse(exchange, partial);
}
