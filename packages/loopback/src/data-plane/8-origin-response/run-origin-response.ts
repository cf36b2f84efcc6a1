import { discardBody } from "../base/body.ts";
import type { EdgeRequest, LambdaOrigin } from "../base/edge-functions.ts";
import type { Exchange } from "../base/exchange.ts";
import type { OriginResponse } from "../base/origin.ts";
import { runFunction } from "../functions/run-function.ts";
import { withoutConnectionHeaders } from "../http/connection-headers.ts";
import { withHeader } from "../http/headers.ts";
import { cleanResponseHeaders } from "./clean-headers.ts";
import { failed, type OriginReply, streamOf } from "./reply.ts";

/**
 * Makes a reply from an origin's answer, whatever its status, and runs the behavior's function at origin response.
 * @param request the request as it was sent to the origin
 * @param origin the origin as functions see it
 */
export async function runOriginResponse(
  exchange: Exchange,
  request: EdgeRequest,
  origin: LambdaOrigin,
  response: OriginResponse,
): Promise<OriginReply> {
  const headers = cleanResponseHeaders(response.headers, exchange.behavior, exchange.context.clock());
  const body = streamOf(response, request.method);
  const answered: OriginReply = { ...response, headers, body, source: "origin" };
  const hasFunction = exchange.behavior.functions["origin-response"] !== undefined;
  const reply = hasFunction ? await afterFunction(exchange, request, origin, answered) : answered;
  return { ...reply, headers: withoutConnectionHeaders(reply.headers) };
}

async function afterFunction(
  exchange: Exchange,
  request: EdgeRequest,
  origin: LambdaOrigin,
  reply: OriginReply,
): Promise<OriginReply> {
  const result = await runFunction(exchange, "origin-response", {
    request,
    origin,
    response: { status: reply.status, statusDescription: reply.statusText, headers: reply.headers },
  });
  if (result === undefined || result.kind === "request") return reply;
  if (result.kind === "failure") {
    discardBody(reply.body);
    return failed(exchange, result);
  }
  const { status, statusDescription, headers, body } = result.response;
  const statusText = statusDescription ?? (status === reply.status ? reply.statusText : undefined);
  if (body === undefined) return { ...reply, status, statusText, headers };
  discardBody(reply.body);
  const measured = withHeader(headers, "Content-Length", String(body.length));
  return { status, statusText, headers: measured, body: { kind: "buffer", data: body }, source: "origin" };
}
