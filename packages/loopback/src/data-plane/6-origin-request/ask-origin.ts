import { requestOrigin } from "../7-origin/request-origin.ts";
import type { OriginTarget } from "../7-origin/target.ts";
import { type OriginReply, unreachable } from "../8-origin-response/reply.ts";
import { runOriginResponse } from "../8-origin-response/run-origin-response.ts";
import { discardBody } from "../base/body.ts";
import type { EdgeRequest } from "../base/edge-functions.ts";
import type { Exchange } from "../base/exchange.ts";
import type { HeaderList } from "../http/headers.ts";
import { filterQuery } from "../http/query.ts";
import { lambdaOrigin } from "./change-origin.ts";
import { chooseOrigin } from "./choose-origin.ts";
import { originRequestHeaders } from "./request-headers.ts";
import { runOriginRequest } from "./run-origin-request.ts";

/** How the cache asks an origin. */
export interface AskOptions {
  /** True if the answer may be stored, so that it must suit all viewers. */
  readonly cacheable: boolean;
  /** Headers that make the request conditional, to confirm a stored response. */
  readonly validators: HeaderList;
  /** True if the viewer's own conditions may be sent, since no stored response could be compared with them. */
  readonly viewersConditions: boolean;
}

const failoverMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Sends an exchange's request to its origin, and to the second origin of an origin group if the primary fails.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export async function askOrigin(exchange: Exchange, options: AskOptions): Promise<OriginReply> {
  const { members, failoverStatuses } = chooseOrigin(exchange);
  const failsOver = failoverMethods.has(exchange.request.method);
  for (const [index, target] of members.entries()) {
    const { reply, originStatus } = await askMember(exchange, target, options);
    const failed = originStatus === undefined ? reply.source === "cloudfront" : failoverStatuses.has(originStatus);
    if (!failed || !failsOver || index === members.length - 1) return reply;
    discardBody(reply.body);
  }
  return unreachable(exchange, { failure: "the origin group has no members", status: 502 });
}

/** The reply of one member of an origin group, or of a single origin. */
interface MemberReply {
  readonly reply: OriginReply;
  /** The status before functions; undefined if no request reached the origin, or it did not answer. */
  readonly originStatus?: number;
}

/** Sends the request to one origin, with the functions before and after it. */
async function askMember(exchange: Exchange, member: OriginTarget, options: AskOptions): Promise<MemberReply> {
  const origin = lambdaOrigin(member, exchange.viewer.protocol);
  const prepared = await runOriginRequest(exchange, member, origin, originRequest(exchange, member, options));
  if ("reply" in prepared) return { reply: prepared.reply };
  const outcome = await requestOrigin(exchange, prepared.target, { ...prepared.request, body: prepared.body });
  if ("failure" in outcome) return { reply: unreachable(exchange, outcome) };
  const reply = await runOriginResponse(exchange, prepared.request, origin, outcome);
  return { reply, originStatus: outcome.status };
}

/** The request that the cache would send: with the parts that the policies forward. */
function originRequest(exchange: Exchange, target: OriginTarget, options: AskOptions): EdgeRequest {
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
    cacheable: options.cacheable,
    viewersConditions: options.viewersConditions,
  });
  return {
    method: request.method,
    uri: request.uri,
    querystring: filterQuery(request.querystring, behavior.key.query, behavior.forwarding.query),
    headers: options.validators.length === 0 ? headers : [...headers, ...options.validators],
  };
}
