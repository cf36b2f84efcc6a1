import type { EdgeEvent } from "@featheredge/aws-rules";
import { namesAhead } from "../base/ahead.ts";
import { type Answer, xCache } from "../base/answer.ts";
import type { EdgeFunction } from "../base/behavior.ts";
import type { EdgeCall, EdgeCallResult, EdgeResponse } from "../base/edge-functions.ts";
import { errorAnswer } from "../base/error-answer.ts";
import type { Exchange } from "../base/exchange.ts";
import { httpDate } from "../http/dates.ts";
import { headerOf, withHeader } from "../http/headers.ts";

/** Runs a behavior's function at one event, and records the run in the trace. @returns undefined if there is no function */
export async function runFunction(
  exchange: Exchange,
  event: EdgeEvent,
  given: Pick<EdgeCall, "request" | "response" | "origin" | "body">,
): Promise<EdgeCallResult | undefined> {
  const associated = exchange.behavior.functions[event];
  if (associated === undefined) return undefined;
  const { id, domainName } = exchange.distribution;
  const { runtime, arn } = associated;
  const { functions, deployment, ahead: aheadParts } = exchange.context;
  // Of the publication that runs: there may be another one when it ends.
  const published = deployment.cloudFrontFunction(arn);
  const ahead = namesAhead(aheadParts, deployment, arn);
  const result = await functions.run({
    event,
    runtime,
    arn,
    distribution: { id, domainName },
    requestId: exchange.id,
    clientIp: exchange.viewer.clientIp,
    rawQueryString: exchange.viewer.url.includes("?") ? exchange.viewer.querystring : undefined,
    ...given,
  });
  const { logs, logPositions, warnings = [], logData, durationMs, computeUtilization, coldStart } = result;
  exchange.trace.stages.push({
    event,
    runtime,
    arn,
    before: { request: given.request, response: given.response },
    after: afterOf(result),
    logs,
    logPositions,
    code: leadsToLines(result) ? published?.code : undefined,
    warnings,
    logData: logData === undefined ? undefined : { field: `${event}-log-data`, value: logData },
    durationMs,
    computeUtilization,
    coldStart,
    ahead,
  });
  for (const warning of warnings) exchange.context.log(`${event} function ${arn}: ${warning}`);
  if (result.kind === "failure") {
    // The last log line may show which of a chain's handlers failed.
    const last = logs.at(-1);
    const end = last === undefined ? "" : `; its log ends with: ${last}`;
    exchange.context.log(`${event} function ${arn} failed: ${result.message}${end}`);
  }
  return result;
}

function leadsToLines({ kind, logs }: EdgeCallResult): boolean {
  return kind === "failure" || logs.length > 0;
}

function afterOf(result: EdgeCallResult) {
  if (result.kind === "failure") return { failure: result.message, stack: result.stack };
  if (result.kind === "request") return { request: result.request, bodyBytes: result.body?.length };
  const { body, ...response } = result.response;
  return { response, bodyBytes: body?.length };
}

/** CloudFront's answer if a function failed. */
export function failureAnswer(exchange: Exchange, result: EdgeCallResult & { kind: "failure" }): Answer {
  const detail = `The function associated with the CloudFront distribution is invalid or could not run: ${result.message}`;
  return errorAnswer(result.status, detail, exchange.id, exchange.context.clock(), result.xCache);
}

/** The answer from a response that a function generated at a request event. */
export function generatedAnswer(exchange: Exchange, made: EdgeFunction["runtime"], response: EdgeResponse): Answer {
  const data = response.body ?? Buffer.alloc(0);
  let { headers } = response;
  if (headerOf(headers, "server") === undefined) headers = [...headers, ["Server", "CloudFront"]];
  if (headerOf(headers, "date") === undefined) headers = [...headers, ["Date", httpDate(exchange.context.clock())]];
  return {
    status: response.status,
    statusText: response.statusDescription,
    headers: response.status === 204 ? headers : withHeader(headers, "Content-Length", String(data.length)),
    body: { kind: "buffer", data },
    xCache: made === "cloudfront-function" ? xCache.cloudFrontFunction : xCache.lambda,
  };
}
