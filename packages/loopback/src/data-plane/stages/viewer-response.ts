import type { Answer } from "../answers/answer.ts";
import { discardBody } from "../http/body.ts";
import { withHeader } from "../http/headers.ts";
import type { Exchange } from "./exchange.ts";
import { failureAnswer, runFunction } from "./run-function.ts";

/**
 * An answer after its viewer-response function, which does not run when the origin's or the cached status is 400 or
 * above, nor for what CloudFront or a viewer-request function answered.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export async function afterViewerResponse(exchange: Exchange, answer: Answer): Promise<Answer> {
  if (answer.final === true || answer.status >= 400) return answer;
  const result = await runFunction(exchange, "viewer-response", {
    request: exchange.request,
    response: { status: answer.status, statusDescription: answer.statusText, headers: answer.headers },
  });
  if (result === undefined || result.kind === "request") return answer;
  if (result.kind === "failure") {
    discardBody(answer.body);
    return failureAnswer(exchange, result);
  }
  const { status, statusDescription, headers, body } = result.response;
  const statusText = statusDescription ?? (status === answer.status ? answer.statusText : undefined);
  if (body === undefined) return { ...answer, status, statusText, headers };
  discardBody(answer.body);
  const measured = withHeader(headers, "Content-Length", String(body.length));
  return { ...answer, status, statusText, headers: measured, body: { kind: "buffer", data: body } };
}
