import type { CacheEntry as EntryView } from "@featheredge/inspector/api";
import type { CacheEntry } from "../../base/cache-entry.ts";
import { headerOf } from "../../http/headers.ts";
import { type InspectorContext, InspectorFault } from "../context.ts";
import { maskUrl } from "../masking/mask-http.ts";
import { entryId } from "../names.ts";
import { shownValue, splitKey } from "../stages/key-parts.ts";
import { findDistribution } from "./distributions.ts";

/** Entries that one answer has unless the client limits it. */
const defaultLimit = 500;

/** @param given `path` is the beginning of a path */
export function listCache(
  context: InspectorContext,
  given: { distribution?: string | undefined; path?: string | undefined; limit?: number | undefined },
): { entries: EntryView[]; total: number; bytes: number } {
  const { distribution, path = "", limit = defaultLimit } = given;
  const id = distribution === undefined ? undefined : findDistribution(context, distribution).id;
  const entries = Array.from(context.cache.entries()).filter(
    (entry) => (id === undefined || entry.distributionId === id) && entry.url.startsWith(path),
  );
  return {
    entries: entries.slice(0, limit).map((entry) => viewOf(entry, context.clock())),
    total: entries.length,
    bytes: entries.reduce((sum, entry) => sum + entry.body.size, 0),
  };
}

/** @param id as in {@link listCache} */
export function evict({ cache }: InspectorContext, id: string): void {
  for (const { key } of cache.entries()) {
    if (entryId(key) === id) {
      cache.delete(key);
      return;
    }
  }
  throw new InspectorFault(404, `The cache has no entry '${id}'. It may have been deleted or replaced.`);
}

function viewOf(entry: CacheEntry, now: number): EntryView {
  const contentType = headerOf(entry.headers, "content-type");
  return {
    id: entryId(entry.key),
    distribution: entry.distributionId,
    path: maskUrl(entry.url),
    key: splitKey(entry.key).map((raw) => ({ part: raw.part, value: shownValue(raw) })),
    status: entry.status,
    ...(contentType === undefined ? {} : { contentType }),
    bytes: entry.body.size,
    storedAt: entry.storedAt,
    age: Math.max(0, entry.initialAge + Math.floor((now - entry.storedAt) / 1000)),
    freshFor: Math.round((entry.freshUntil - now) / 1000),
    reason: entry.reason,
  };
}
