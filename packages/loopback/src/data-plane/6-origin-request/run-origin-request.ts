import { lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import type { OriginTarget } from "../7-origin/target.ts";
import { failed, generated, type OriginReply } from "../8-origin-response/reply.ts";
import type { EdgeRequest, LambdaOrigin } from "../base/edge-functions.ts";
import type { Exchange } from "../base/exchange.ts";
import { peekBody } from "../base/peek-body.ts";
import { runFunction } from "../functions/run-function.ts";
import { replacedTarget } from "./change-origin.ts";

/** A request that can be sent to an origin. */
interface PreparedRequest {
  readonly target: OriginTarget;
  readonly request: EdgeRequest;
  readonly body: Exchange["body"];
}

/** The bytes of a request's body that a function gets. */
const exposedBytes = lambdaAtEdgeRunQuotas["origin-request"].exposedBodyBytes.value;

/**
 * Runs the behavior's function at origin request, if it has one.
 * @param origin the origin as the function sees it
 * @returns the request and its origin as the function left them, or the function's reply
 */
export async function runOriginRequest(
  exchange: Exchange,
  target: OriginTarget,
  origin: LambdaOrigin,
  request: EdgeRequest,
): Promise<PreparedRequest | { readonly reply: OriginReply }> {
  const associated = exchange.behavior.functions["origin-request"];
  if (associated === undefined) return { target, request, body: exchange.body };
  const { peeked, body } = associated.includeBody
    ? await peekBody(exchange.body, exposedBytes)
    : { peeked: undefined, body: exchange.body };
  const result = await runFunction(exchange, "origin-request", { request, origin, body: peeked });
  if (result === undefined) return { target, request, body };
  if (result.kind === "failure") return { reply: failed(exchange, result) };
  if (result.kind === "response") return { reply: generated(exchange, result) };
  return {
    target: result.origin?.kind === "replace" ? replacedTarget(target, result.origin.origin) : target,
    request: result.request,
    body: result.body ?? body,
  };
}
