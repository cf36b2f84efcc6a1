import { answerThroughCache } from "./5-cache/answer-through-cache.ts";
import { type Answer, xCache } from "./base/answer.ts";
import { discardBody } from "./base/body.ts";
import type { Exchange } from "./base/exchange.ts";
import { withoutHeaders } from "./http/headers.ts";

/** Headers about the viewer's copy of the requested object, not of the error page. */
const conditionalHeaders: ReadonlySet<string> = new Set([
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
]);

/**
 * Replaces an error by the distribution's custom error page, which is requested through the behavior of the page's path.
 * If that request fails, the viewer gets its status.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export async function withErrorPage(exchange: Exchange, answer: Answer): Promise<Answer> {
  const page = answer.status >= 400 ? exchange.distribution.errorPages.get(answer.status) : undefined;
  if (page === undefined) return answer;
  discardBody(answer.body);
  const { distribution, context, request } = exchange;
  const cacheTrace = exchange.trace.cache;
  const { answer: pageAnswer } = await answerThroughCache({
    ...exchange,
    behavior: distribution.behaviorFor(page.path, context.deployment),
    request: {
      method: request.method === "HEAD" ? "HEAD" : "GET",
      uri: page.path,
      querystring: "",
      headers: withoutHeaders(request.headers, conditionalHeaders),
    },
    body: undefined,
    originChange: undefined,
  });
  if (cacheTrace !== undefined) exchange.trace.cache = cacheTrace;
  exchange.trace.note = `custom error page ${page.path} for ${answer.status}`;
  const status = pageAnswer.status < 400 ? page.status : pageAnswer.status;
  return { ...pageAnswer, status, statusText: undefined, xCache: xCache.error, final: true };
}
