import { lambdaAtEdgeRunQuotas } from "@featheredge/aws-rules";
import { requestOrigin } from "../7-origin/request-origin.ts";
import { type OriginTarget, originEndpoint } from "../7-origin/target.ts";
import { cleanResponseHeaders } from "../8-origin-response/clean-headers.ts";
import { failed, generated, type OriginReply, streamOf, unreachable } from "../8-origin-response/reply.ts";
import { discardBody } from "../base/body.ts";
import type { EdgeRequest } from "../base/edge-functions.ts";
import type { Exchange } from "../base/exchange.ts";
import { peekBody } from "../base/peek-body.ts";
import { runFunction } from "../functions/run-function.ts";
import { withoutConnectionHeaders } from "../http/connection-headers.ts";
import { type HeaderList, withHeader } from "../http/headers.ts";
import { filterQuery } from "../http/query.ts";
import { lambdaOrigin, replacedTarget } from "./change-origin.ts";
import { chooseOrigin } from "./choose-origin.ts";
import { originRequestHeaders } from "./request-headers.ts";

export interface Ask {
  /** Whether the answer may be stored, so that it must be one for all viewers. */
  readonly cacheable: boolean;
  /** Conditions that confirm a stored response. */
  readonly validators: HeaderList;
  /** Whether the viewer's own conditions may go on: nothing is stored that they would be weighed against. */
  readonly viewersConditions: boolean;
}

const failoverMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Asks the origin, and the second one of an origin group where the primary fails.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export async function askOrigin(exchange: Exchange, ask: Ask): Promise<OriginReply> {
  const { members, failoverStatuses } = chooseOrigin(exchange);
  const failsOver = failoverMethods.has(exchange.request.method);
  for (const [index, target] of members.entries()) {
    const { reply, originStatus } = await askMember(exchange, target, ask);
    const failed = originStatus === undefined ? reply.source === "cloudfront" : failoverStatuses.has(originStatus);
    if (!failed || !failsOver || index === members.length - 1) return reply;
    discardBody(reply.body);
  }
  return unreachable(exchange, { failure: "the origin group has no members", status: 502 });
}

interface MemberReply {
  readonly reply: OriginReply;
  /** Before functions; undefined where the origin was not asked, or did not answer. */
  readonly originStatus?: number;
}

async function askMember(exchange: Exchange, given: OriginTarget, ask: Ask): Promise<MemberReply> {
  const { behavior, viewer, context } = exchange;
  const endpoint = originEndpoint(given, viewer.protocol);
  const origin = lambdaOrigin(given, endpoint.protocol, endpoint.port);
  let target = given;
  let request = originRequest(exchange, given, ask);
  let { body } = exchange;
  if (behavior.functions["origin-request"] !== undefined) {
    const includesBody = behavior.functions["origin-request"].includeBody;
    const peeked = includesBody ? await peekBody(body, exposed) : { peeked: undefined, body };
    const result = await runFunction(exchange, "origin-request", { request, origin, body: peeked.peeked });
    body = peeked.body;
    if (result?.kind === "failure") return { reply: failed(exchange, result) };
    if (result?.kind === "response") return { reply: generated(exchange, result) };
    if (result !== undefined) {
      request = result.request;
      body = result.body ?? body;
      if (result.origin?.kind === "replace") target = replacedTarget(given, result.origin.origin);
    }
  }
  const outcome = await requestOrigin(exchange, target, { ...request, body });
  if ("failure" in outcome) return { reply: unreachable(exchange, outcome) };
  const cleaned = cleanResponseHeaders(outcome.headers, behavior, context.clock());
  const reply: OriginReply = {
    ...outcome,
    headers: cleaned,
    body: streamOf(outcome, request.method),
    source: "origin",
  };
  const after = await afterOriginResponse(exchange, request, origin, reply);
  return { reply: { ...after, headers: withoutConnectionHeaders(after.headers) }, originStatus: outcome.status };
}

const exposed = lambdaAtEdgeRunQuotas["origin-request"].exposedBodyBytes.value;

function originRequest(exchange: Exchange, target: OriginTarget, ask: Ask): EdgeRequest {
  const { behavior, request, viewer, distribution } = exchange;
  const headers = originRequestHeaders({
    behavior,
    method: request.method,
    viewerHeaders: request.headers,
    clientIp: viewer.clientIp,
    httpVersion: viewer.httpVersion,
    distributionDomain: distribution.domainName,
    originDomain: target.domainName,
    hostHeader: target.hostHeader,
    requestId: exchange.id,
    cacheable: ask.cacheable,
    viewersConditions: ask.viewersConditions,
  });
  return {
    method: request.method,
    uri: request.uri,
    querystring: filterQuery(request.querystring, behavior.key.query, behavior.forwarding.query),
    headers: ask.validators.length === 0 ? headers : [...headers, ...ask.validators],
  };
}

/** Origin-response functions see every answer of an origin, whatever its status. */
async function afterOriginResponse(
  exchange: Exchange,
  request: EdgeRequest,
  origin: ReturnType<typeof lambdaOrigin>,
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
