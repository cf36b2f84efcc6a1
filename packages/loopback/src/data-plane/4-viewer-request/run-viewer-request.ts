import { lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { originChangeProblem } from "../6-origin-request/choose-origin.ts";
import type { Answer } from "../base/answer.ts";
import type { Exchange } from "../base/exchange.ts";
import { peekBody } from "../base/peek-body.ts";
import { failure } from "../functions/failure.ts";
import { failureAnswer, generatedAnswer, runFunction } from "../functions/run-function.ts";
import { withViewerHeaders } from "./viewer-headers.ts";

const exposed = lambdaAtEdgeRunQuotas["viewer-request"].exposedBodyBytes.value;

/**
 * The exchange after its viewer-request function, or the answer that the function made, which is not cached. A changed
 * URI changes neither behavior nor origin.
 *
 * CloudFront Functions see the `CloudFront-*` headers that policies ask for; for Lambda@Edge they are added afterwards.
 */
export async function afterViewerRequest(exchange: Exchange): Promise<Exchange | Answer> {
  const { behavior, viewer } = exchange;
  const associated = behavior.functions["viewer-request"];
  const withHeaders = (given: Exchange): Exchange => {
    const headers = withViewerHeaders(viewer, given.request.headers, behavior.viewerHeaders);
    return headers === given.request.headers ? given : { ...given, request: { ...given.request, headers } };
  };
  if (associated === undefined) return withHeaders(exchange);

  const isLambda = associated.runtime === "lambda-at-edge";
  const before = isLambda ? exchange : withHeaders(exchange);
  const peeked = associated.includeBody ? await peekBody(exchange.body, exposed) : undefined;
  const result = await runFunction(before, "viewer-request", { request: before.request, body: peeked?.peeked });
  const body = peeked === undefined ? exchange.body : peeked.body;
  if (result === undefined) return { ...before, body };
  if (result.kind === "failure") return failureAnswer(exchange, result);
  if (result.kind === "response")
    return { ...generatedAnswer(exchange, associated.runtime, result.response), final: true };
  const problem = result.origin && originChangeProblem(exchange, result.origin);
  if (problem !== undefined) {
    exchange.trace.note = problem;
    exchange.context.log(`viewer-request function ${associated.arn} failed: ${problem}`);
    const { logs, durationMs } = result;
    return failureAnswer(exchange, failure("FunctionValidationError", problem, { logs, durationMs }));
  }
  const after = { ...before, request: result.request, body: result.body ?? body, originChange: result.origin };
  return isLambda ? withHeaders(after) : after;
}
