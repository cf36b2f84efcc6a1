import type { CachePolicyConfig } from "@aws-sdk/client-cloudfront";
import type { Stage } from "@featheredge/inspector/api";
import type { RequestTrace } from "../../base/trace.ts";
import type { InspectorContext } from "../context.ts";
import { entryId } from "../names.ts";
import { keyTable } from "./key-parts.ts";
import { responseView } from "./messages.ts";
import { nearestEntry } from "./nearest-entry.ts";

/** The cache key and the cache's part in the answer; empty if the request did not reach the cache. */
export function cacheStages(
  trace: RequestTrace,
  context: Pick<InspectorContext, "cache" | "deployment">,
  isSecret: (name: string) => boolean,
): Stage[] {
  const { cache } = trace;
  if (cache === undefined) return [];
  const { key, entry, outcome, reason } = cache;
  const nearest =
    key === undefined || entry !== undefined || outcome !== "miss"
      ? undefined
      : nearestEntry(key, context.cache.entries(), trace.time);
  const keyStage: Stage[] =
    key === undefined ? [] : [{ kind: "cache-key", parts: keyTable(key, policyOf(trace, context.deployment)) }];
  return [
    ...keyStage,
    {
      kind: "cache",
      ...(entry === undefined || outcome === "miss" ? {} : { after: { response: responseView(entry, isSecret) } }),
      outcome,
      reason,
      ...(entry === undefined
        ? {}
        : {
            entry: {
              id: entryId(entry.key),
              age: Math.max(0, entry.initialAge + Math.floor((trace.time - entry.storedAt) / 1000)),
              ttl: Math.round((entry.freshUntil - entry.storedAt) / 1000),
              decidedBy: entry.reason,
            },
          }),
      ...(nearest === undefined ? {} : { nearest }),
    },
  ];
}

/** The cache policy of the request's behavior; undefined for a behavior with legacy settings. */
function policyOf(
  { distribution, behavior }: Pick<RequestTrace, "distribution" | "behavior">,
  deployment: InspectorContext["deployment"],
): { readonly id: string; readonly config: CachePolicyConfig } | undefined {
  const config = distribution?.deployed.config;
  const ordered = typeof behavior?.index === "number" ? config?.CacheBehaviors?.Items?.[behavior.index] : undefined;
  const id = behavior?.index === "default" ? config?.DefaultCacheBehavior?.CachePolicyId : ordered?.CachePolicyId;
  const policy = id ? deployment.cachePolicy(id) : undefined;
  return id === undefined || policy === undefined ? undefined : { id, config: policy };
}
