import type { Stage } from "@featheredge/inspector/api";
import type { RequestTrace } from "../../base/trace.ts";
import { rounded } from "../summary.ts";
import { responseView } from "./messages.ts";

/** The decision about storing the origin's answer; undefined if there was nothing to store. */
export function storedStage({ cache, origin }: RequestTrace, isSecret: (name: string) => boolean): Stage | undefined {
  const stored = cache?.stored;
  if (stored === undefined) return undefined;
  const { milliseconds, reason, headers } = stored;
  const { status, responseHeaders } = origin.at(-1) ?? {};
  return {
    kind: "stored",
    ...(status === undefined || responseHeaders === undefined
      ? {}
      : {
          before: { response: responseView({ status, headers: responseHeaders }, isSecret) },
          after: { response: responseView({ status, headers }, isSecret) },
        }),
    stored: milliseconds !== undefined,
    ...(milliseconds === undefined ? {} : { seconds: Math.round(milliseconds / 1000) }),
    reason,
  };
}

/** The answer as the viewer got it. `before` is the last answer that a stage left: of a function, the cache or the origin. */
export function answerStage(trace: RequestTrace, isSecret: (name: string) => boolean): Stage | undefined {
  const { result, note } = trace;
  if (result === undefined) return undefined;
  const before = lastAnswer(trace);
  return {
    kind: "answer",
    ...(before === undefined ? {} : { before: { response: responseView(before, isSecret) } }),
    after: { response: responseView(result, isSecret, result.bytes) },
    xCache: result.xCache,
    bytes: result.bytes,
    durationMs: rounded(result.durationMs),
    aborted: result.aborted,
    ...(note === undefined ? {} : { note }),
  };
}

function lastAnswer({ stages, cache, origin }: RequestTrace) {
  const last = stages.at(-1)?.after;
  if (last !== undefined && "response" in last) return last.response;
  const { status, responseHeaders } = origin.at(-1) ?? {};
  if (cache?.stored !== undefined && status !== undefined) return { status, headers: cache.stored.headers };
  if (cache?.entry !== undefined && cache.outcome !== "miss") return cache.entry;
  return status === undefined ? undefined : { status, headers: responseHeaders ?? [] };
}
