import { lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { originChangeProblem } from "../6-origin-request/choose-origin.ts";
import type { Answer } from "../base/answer.ts";
import type { EdgeFunction } from "../base/behavior.ts";
import type { Exchange } from "../base/exchange.ts";
import { peekBody } from "../base/peek-body.ts";
import { failure } from "../functions/failure.ts";
import { failureAnswer, generatedAnswer, runFunction } from "../functions/run-function.ts";
import { withViewerHeaders } from "./viewer-headers.ts";

/** The bytes of a request's body that a Lambda@Edge function gets. */
const exposedBytes = lambdaAtEdgeRunQuotas["viewer-request"].exposedBodyBytes.value;

/**
 * Runs the behavior's function at viewer request, if it has one. A URI that the function changes does not change the
 * behavior.
 *
 * A CloudFront Function sees the `CloudFront-*` headers that policies ask for; a Lambda@Edge function does not: they are
 * added after it.
 *
 * @returns the changed exchange, or the function's answer, which is not cached; no promise if there is no function
 */
export function runViewerRequest(exchange: Exchange): Promise<Exchange | Answer> | Exchange {
  const associated = exchange.behavior.functions["viewer-request"];
  return associated === undefined ? withHeaders(exchange) : runAssociated(exchange, associated);
}

function withHeaders(exchange: Exchange): Exchange {
  const { behavior, viewer, request } = exchange;
  const headers = withViewerHeaders(viewer, request.headers, behavior.viewerHeaders);
  return headers === request.headers ? exchange : { ...exchange, request: { ...request, headers } };
}

async function runAssociated(exchange: Exchange, associated: EdgeFunction): Promise<Exchange | Answer> {
  const isLambda = associated.runtime === "lambda-at-edge";
  const before = isLambda ? exchange : withHeaders(exchange);
  const peeked = associated.includeBody ? await peekBody(exchange.body, exposedBytes) : undefined;
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
