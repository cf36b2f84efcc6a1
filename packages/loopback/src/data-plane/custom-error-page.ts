import { answerThroughCache } from "./5-cache/answer-through-cache.ts";
import type { Answer } from "./base/answer.ts";
import { xCache } from "./base/answer.ts";
import { discardBody } from "./base/body.ts";
import type { Exchange } from "./base/exchange.ts";
import { withoutHeaders } from "./http/headers.ts";

const ofViewersCopy: ReadonlySet<string> = new Set([
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
]);

/**
 * An error with the distribution's custom page in its place, which comes through the behavior of its own path. When the
 * page can't be had, the viewer gets the status that came instead of it.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export async function withErrorPage(exchange: Exchange, answer: Answer): Promise<Answer> {
  const page = answer.status >= 400 ? exchange.distribution.errorPages.get(answer.status) : undefined;
  if (page === undefined) return answer;
  discardBody(answer.body);
  const { distribution, context, request } = exchange;
  const failed = exchange.trace.cache;
  const { answer: found } = await answerThroughCache({
    ...exchange,
    behavior: distribution.behaviorFor(page.path, context.deployment),
    request: {
      method: request.method === "HEAD" ? "HEAD" : "GET",
      uri: page.path,
      querystring: "",
      headers: withoutHeaders(request.headers, ofViewersCopy),
    },
    body: undefined,
    originChange: undefined,
  });
  if (failed !== undefined) exchange.trace.cache = failed;
  exchange.trace.note = `custom error page ${page.path} for ${answer.status}`;
  const status = found.status < 400 ? page.status : found.status;
  return { ...found, status, statusText: undefined, xCache: xCache.error, final: true };
}
