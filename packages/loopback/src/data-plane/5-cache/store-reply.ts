import type { OriginReply } from "../8-origin-response/reply.ts";
import type { CacheEntry } from "../base/cache-entry.ts";
import { type Exchange, hold } from "../base/exchange.ts";
import { Spool } from "../base/spool.ts";
import { combinedHeader, withoutHeaders } from "../http/headers.ts";
import { cacheTags } from "./cache-tags.ts";
import type { Freshness } from "./freshness.ts";

/** Stores a reply under a key. Its body can be read at once, while it is still arriving. */
export function storeReply(
  exchange: Exchange,
  key: string,
  reply: OriginReply,
  freshness: Freshness,
  now: number,
): CacheEntry {
  const { behavior, distribution, context, request } = exchange;
  const varies = (combinedHeader(reply.headers, "vary") ?? "").includes("*") && behavior.ttl.minTtl === 0;
  const spool = new Spool(context.cache.bodies);
  const unstoredHeaders = new Set(["age", ...freshness.control.unstorable]);
  const entry: CacheEntry = {
    key,
    distributionId: distribution.id,
    url: urlOf(key),
    tags: cacheTags(reply.headers, distribution.deployed.config.CacheTagConfig?.HeaderName),
    status: reply.status,
    statusText: reply.statusText,
    headers: withoutHeaders(reply.headers, unstoredHeaders),
    body: spool,
    generated: reply.source === "function",
    ...times(freshness, now),
    unconditional: varies,
    ...(varies ? { freshUntil: now, reason: "Vary: *" } : {}),
  };
  const isHead = request.method === "HEAD";
  const { body } = reply;
  const source = body?.kind === "stream" ? body.stream : body?.kind === "buffer" && !isHead ? once(body.data) : once();
  hold(exchange, spool);
  context.cache.set(entry);
  spool.fill(source, body?.kind === "stream" ? body.length : undefined).then(() => context.cache.settled(entry));
  return entry;
}

/** The fields of an entry that follow from its freshness. */
export function times({ milliseconds, initialAge, reason, control }: Freshness, now: number) {
  return {
    storedAt: now,
    initialAge,
    freshUntil: now + milliseconds,
    reason,
    staleWhileRevalidate: control.mustRevalidate || control.noCache ? 0 : (control.staleWhileRevalidate ?? 0),
    staleIfError: control.mustRevalidate ? 0 : control.staleIfError,
  };
}

/** The third line of a cache key: path and query, which invalidations match. */
function urlOf(key: string): string {
  return key.split("\n", 3)[2] ?? "";
}

async function* once(...chunks: Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}
