import type { RequestSummary } from "@featheredge/inspector/api";
import type { RequestTrace } from "../base/trace.ts";
import { viewerLocation } from "../base/viewer-location.ts";
import { maskUrl } from "./masking/mask-http.ts";
import { deviceOf, distributionName, functionName } from "./names.ts";

/** One line of the list of requests. */
export function summarize(trace: RequestTrace): RequestSummary {
  const { id, time, method, protocol, host, distribution, behavior, result, stages } = trace;
  const { country } = viewerLocation(trace);
  return {
    id,
    time,
    method,
    protocol,
    host,
    path: maskUrl(trace.url),
    ...(distribution === undefined
      ? {}
      : {
          distribution: {
            id: distribution.id,
            domainName: distribution.domainName,
            name: distributionName(distribution.deployed),
          },
        }),
    ...(behavior === undefined ? {} : { behavior: { index: behavior.index, pathPattern: behavior.pathPattern } }),
    ...(country === undefined ? {} : { country }),
    device: deviceOf(trace),
    address: trace.clientIp,
    status: result?.status ?? 0,
    outcome: trace.cache?.outcome ?? "none",
    xCache: result?.xCache ?? "",
    bytes: result?.bytes ?? 0,
    durationMs: rounded(result?.durationMs ?? 0),
    failures: stages.filter(({ after }) => "failure" in after).map(({ arn }) => functionName(arn)),
    ahead: [...new Set(stages.flatMap(({ ahead = [] }) => ahead))],
  };
}

/** Milliseconds with two digits. */
export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
