import type { Answer } from "../base/answer.ts";
import { bodyLength, discardBody } from "../base/body.ts";
import type { Exchange } from "../base/exchange.ts";
import { failureAnswer, runFunction } from "../functions/run-function.ts";
import { viaHeader, withoutConnectionHeaders } from "../http/connection-headers.ts";
import { type HeaderList, headerOf, withHeader } from "../http/headers.ts";

/**
 * Runs the behavior's function at viewer response, if it has one. The function does not run if the status is 400 or above,
 * or if CloudFront or a viewer-request function made the answer.
 * @returns no promise if no function runs
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export function runViewerResponse(exchange: Exchange, answer: Answer): Promise<Answer> | Answer {
  if (answer.final === true || answer.status >= 400) return answer;
  return exchange.behavior.functions["viewer-response"] === undefined ? answer : runAssociated(exchange, answer);
}

async function runAssociated(exchange: Exchange, answer: Answer): Promise<Answer> {
  const result = await runFunction(exchange, "viewer-response", {
    request: exchange.request,
    response: { status: answer.status, statusDescription: answer.statusText, headers: shownHeaders(exchange, answer) },
  });
  if (result === undefined || result.kind === "request") return answer;
  if (result.kind === "failure") {
    discardBody(answer.body);
    return failureAnswer(exchange, result);
  }
  const { status, statusDescription, body } = result.response;
  const headers = withoutConnectionHeaders(result.response.headers);
  const statusText = statusDescription ?? (status === answer.status ? answer.statusText : undefined);
  if (body === undefined) return { ...answer, status, statusText, headers };
  discardBody(answer.body);
  const measured = withHeader(headers, "Content-Length", String(body.length));
  return { ...answer, status, statusText, headers: measured, body: { kind: "buffer", data: body } };
}

/**
 * The headers that a function sees: those of the answer, and those of the connection to the viewer. The function must
 * return the read-only ones unchanged.
 */
function shownHeaders({ viewer, distribution }: Exchange, answer: Answer): HeaderList {
  return [
    ...answer.headers,
    ...framing(viewer, answer),
    ["Via", viaHeader(viewer.httpVersion, distribution.domainName)],
  ];
}

/** The header that frames the body, if the answer does not have one yet. */
function framing({ method, httpVersion }: Exchange["viewer"], { headers, body, status }: Answer): HeaderList {
  const hasBody = body !== undefined && method !== "HEAD" && status !== 204 && status !== 304;
  if (!hasBody || headerOf(headers, "content-length") !== undefined) return [];
  const length = bodyLength(body);
  if (length !== undefined) return [["Content-Length", String(length)]];
  return httpVersion === "1.1" ? [["Transfer-Encoding", "chunked"]] : [];
}
