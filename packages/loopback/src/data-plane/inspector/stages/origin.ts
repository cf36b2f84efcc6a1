import type { OriginAttempt, Stage } from "@featheredge/inspector/api";
import type { OriginTrace, RequestTrace } from "../../base/trace.ts";
import { maskUrl } from "../masking/mask-http.ts";
import { rounded } from "../summary.ts";
import { requestView, responseView, uriAndQuery } from "./messages.ts";

/** All attempts at origins; undefined if no origin was asked. */
export function originStage(trace: RequestTrace, isSecret: (name: string) => boolean): Stage | undefined {
  if (trace.origin.length === 0) return undefined;
  const { distribution, behavior } = trace;
  const group = behavior && distribution?.originGroups.get(behavior.targetOriginId);
  const statuses = new Set(group?.FailoverCriteria?.StatusCodes?.Items ?? []);
  const attempts = trace.origin.map((attempt, index): OriginAttempt => {
    const next = trace.origin[index + 1];
    const failover = next && failoverReason(attempt, next, statuses);
    return { ...attemptView(attempt, isSecret), ...(failover === undefined ? {} : { failover }) };
  });
  return {
    kind: "origin",
    ...(trace.request === undefined ? {} : { before: { request: requestView(trace.request, isSecret) } }),
    ...lastRequest(attempts),
    ...(group?.Id === undefined ? {} : { group: group.Id }),
    attempts,
  };
}

function lastRequest(attempts: readonly OriginAttempt[]) {
  const { request, response } = attempts.at(-1) ?? {};
  return request === undefined ? {} : { after: { request, ...(response === undefined ? {} : { response }) } };
}

function attemptView(attempt: OriginTrace, isSecret: (name: string) => boolean): OriginAttempt {
  const { originId, method, url, headers, status, responseHeaders = [], failure, connectMs, durationMs } = attempt;
  const path = url.replace(/^\w+:\/\/[^/]*/, "");
  return {
    originId,
    method,
    url: maskUrl(url),
    request: requestView({ method, headers, ...uriAndQuery(path) }, isSecret),
    ...(status === undefined ? {} : { response: responseView({ status, headers: responseHeaders }, isSecret) }),
    ...(failure === undefined ? {} : { failure }),
    ...(connectMs === undefined ? {} : { connectMs: rounded(connectMs) }),
    ...(durationMs === undefined ? {} : { durationMs: rounded(durationMs) }),
  };
}

/** Why another attempt followed; undefined if the same origin answered and was then asked for an error page. */
function failoverReason(attempt: OriginTrace, next: OriginTrace, statuses: ReadonlySet<number>): string | undefined {
  if (next.originId === attempt.originId) {
    return attempt.status === undefined ? "The origin has connection attempts left, so it was asked again." : undefined;
  }
  if (attempt.status === undefined) return `'${attempt.originId}' did not answer, so '${next.originId}' was asked.`;
  if (statuses.has(attempt.status)) {
    return `${attempt.status} is among the group's statuses for failover (${[...statuses].join(", ")}), so '${next.originId}' was asked.`;
  }
  return `'${next.originId}' was asked next, for an error page.`;
}
