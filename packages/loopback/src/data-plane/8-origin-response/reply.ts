import type { Body } from "../base/body.ts";
import type { EdgeCallResult } from "../base/edge-functions.ts";
import { errorAnswer } from "../base/error-answer.ts";
import type { Exchange } from "../base/exchange.ts";
import type { OriginFailure, OriginResponse } from "../base/origin.ts";
import { failureAnswer, generatedAnswer } from "../functions/run-function.ts";
import { type HeaderList, headerOf } from "../http/headers.ts";

/** What came of asking an origin, after the functions of origin events. */
export interface OriginReply {
  readonly status: number;
  readonly statusText: string | undefined;
  readonly headers: HeaderList;
  readonly body: Body | undefined;
  /** `cloudfront` where there was no answer, `failure` where a function failed. */
  readonly source: "origin" | "function" | "cloudfront" | "failure";
  /** Where it is not what follows from the status. */
  readonly xCache?: string | undefined;
}

/** What an origin-request function made. */
export function generated(exchange: Exchange, { response }: EdgeCallResult & { kind: "response" }): OriginReply {
  const { status, statusText, headers, body, xCache } = generatedAnswer(exchange, "lambda-at-edge", response);
  return { status, statusText, headers, body, source: "function", xCache };
}

/** What a function that failed leaves to answer. */
export function failed(exchange: Exchange, result: EdgeCallResult & { kind: "failure" }): OriginReply {
  const { status, headers, body, xCache } = failureAnswer(exchange, result);
  return { status, statusText: undefined, headers, body, source: "failure", xCache };
}

/** What CloudFront answers where the origin did not. */
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

/** An origin's body, of the length that it says. */
export function streamOf(response: OriginResponse, method: string): Body {
  const length = Number(headerOf(response.headers, "content-length"));
  return {
    kind: "stream",
    stream: response.body,
    length: Number.isInteger(length) && method !== "HEAD" ? length : undefined,
  };
}
