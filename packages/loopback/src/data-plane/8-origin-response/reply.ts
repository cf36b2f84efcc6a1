import type { Body } from "../base/body.ts";
import type { EdgeCallResult } from "../base/edge-functions.ts";
import { errorAnswer } from "../base/error-answer.ts";
import type { Exchange } from "../base/exchange.ts";
import type { OriginFailure, OriginResponse } from "../base/origin.ts";
import { failureAnswer, generatedAnswer } from "../functions/run-function.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

/** The reply to a request for an origin, after the functions at origin events. */
export interface OriginReply {
  readonly status: number;
  readonly statusText: string | undefined;
  readonly headers: HeaderList;
  readonly body: Body | undefined;
  /** The maker of the reply: `cloudfront` if the origin did not answer, `failure` if a function failed. */
  readonly source: "origin" | "function" | "cloudfront" | "failure";
  /** Set if X-Cache does not follow from the status. */
  readonly xCache?: string | undefined;
}

/** The reply that an origin-request function generated. */
export function generated(exchange: Exchange, { response }: EdgeCallResult & { kind: "response" }): OriginReply {
  const { status, statusText, headers, body, xCache } = generatedAnswer(exchange, "lambda-at-edge", response);
  return { status, statusText, headers, body, source: "function", xCache };
}

/** CloudFront's reply if a function failed. */
export function failed(exchange: Exchange, result: EdgeCallResult & { kind: "failure" }): OriginReply {
  const { status, headers, body, xCache } = failureAnswer(exchange, result);
  return { status, statusText: undefined, headers, body, source: "failure", xCache };
}

/** CloudFront's reply if the origin did not answer. */
export function unreachable(exchange: Exchange, failure: OriginFailure): OriginReply {
  const detail =
    "CloudFront could not get an answer from the origin. We can't connect to the server for this app or website at this time.";
  const { status, headers, body } = errorAnswer(
    failure.status,
    `${detail} ${failure.failure}`,
    exchange.id,
    exchange.context.clock(),
  );
  return { status, statusText: undefined, headers, body, source: "cloudfront" };
}

/** An origin's body, with the length in its headers. */
export function streamOf(response: OriginResponse, method: string): Body {
  const length = Number(headerOf(response.headers, "content-length"));
  return {
    kind: "stream",
    stream: response.body,
    length: Number.isInteger(length) && method !== "HEAD" ? length : undefined,
  };
}
