import { askOrigin } from "../6-origin-request/ask-origin.ts";
import type { OriginReply } from "../8-origin-response/reply.ts";
import { compressAnswer } from "../9-answer/compression.ts";
import { xCache } from "../base/answer.ts";
import { discardBody } from "../base/body.ts";
import type { CacheEntry } from "../base/cache-entry.ts";
import type { Exchange } from "../base/exchange.ts";
import { normalizedEncoding } from "../http/accept-encoding.ts";
import { type HeaderList, headerOf, withoutHeaders } from "../http/headers.ts";
import { type CacheAnswer, entryAnswer } from "./entry-answer.ts";
import { freshnessOf } from "./freshness.ts";
import { storeReply, times } from "./store-reply.ts";

export interface Fetched extends CacheAnswer {
  readonly stored: CacheEntry | undefined;
}

/**
 * Asks the origin, on behalf of the cache, and stores what may be stored.
 * @param stale an expired entry of the key, to be confirmed
 */
export async function fetchThrough(exchange: Exchange, key: string, stale: CacheEntry | undefined): Promise<Fetched> {
  const { behavior, context, distribution, trace } = exchange;
  const cacheable = behavior.ttl.maxTtl > 0;
  const validators = stale === undefined || !cacheable ? [] : validatorsOf(stale);
  const given = await askOrigin(exchange, { cacheable, validators, viewersConditions: stale === undefined });
  const now = context.clock();
  if (given.status === 304 && stale !== undefined && validators.length > 0) {
    discardBody(given.body);
    return confirmed(exchange, stale, given.headers, now);
  }
  if (given.status === 200 && stale !== undefined && stale.key !== key && describes(given.headers, stale)) {
    discardBody(given.body);
    return confirmed(exchange, stale, given.headers, now);
  }
  if (given.status >= 500 && given.source !== "failure" && stale !== undefined && servesStale(stale, now)) {
    discardBody(given.body);
    const kept = { ...stale, retryAt: now + distribution.errorCaching(given.status) * 1000 };
    context.cache.set(kept);
    note(exchange, "stale", `the origin answered ${given.status}`);
    return { ...entryAnswer(exchange, kept, xCache.hit, now), stored: kept };
  }
  const reply = compressAnswer(
    given,
    exchange.request.method,
    behavior.compress && cacheable && given.source === "origin"
      ? normalizedEncoding(exchange.request.headers, behavior.key)
      : undefined,
  );
  const freshness = freshnessOf(reply.status, reply.headers, behavior.ttl, distribution.errorCaching, now);
  if (!freshness.store || reply.source === "failure") {
    if (reply.status < 500) context.cache.delete(key);
    if (trace.cache !== undefined) trace.cache.stored = `not stored: ${freshness.reason}`;
    return { ...replyAnswer(reply), stored: undefined };
  }
  const entry = storeReply(exchange, key, reply, freshness, now);
  if (trace.cache !== undefined) {
    trace.cache.stored = `stored for ${Math.max(0, Math.round((entry.freshUntil - now) / 1000))} s (${freshness.reason})`;
  }
  const length = reply.body?.kind === "buffer" ? reply.body.data.length : reply.body?.length;
  const answer = { ...replyAnswer(reply).answer, body: { kind: "spool", spool: entry.body, length } as const };
  return { answer, pageable: reply.source !== "function", stored: entry };
}

/** What the viewer gets of a reply that is not stored. */
export function replyAnswer(reply: OriginReply): CacheAnswer {
  const { status, statusText, headers, body } = reply;
  return {
    answer: {
      status,
      statusText,
      headers,
      body,
      xCache: reply.xCache ?? (status >= 400 ? xCache.error : xCache.miss),
      final: reply.source === "failure" || reply.source === "cloudfront",
    },
    pageable: reply.source === "origin" || reply.source === "cloudfront",
  };
}

function validatorsOf(entry: CacheEntry): HeaderList {
  if (entry.unconditional || entry.status >= 400) return [];
  const tag = headerOf(entry.headers, "etag");
  const modified = headerOf(entry.headers, "last-modified");
  return [
    ...(tag === undefined ? [] : [["If-None-Match", tag] as const]),
    ...(modified === undefined ? [] : [["If-Modified-Since", modified] as const]),
  ];
}

/** An expired object stands in for an origin that fails, unless its own headers forbid that. */
function servesStale(entry: CacheEntry, now: number): boolean {
  if (entry.status >= 400) return false;
  return entry.staleIfError === undefined || now < entry.freshUntil + entry.staleIfError * 1000;
}

/**
 * Whether what the origin answered to a HEAD is about the stored response to a GET, which it then brings up to date.
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.3.5
 */
function describes(answered: HeaderList, stored: CacheEntry): boolean {
  if (stored.unconditional || stored.status !== 200) return false;
  return ["etag", "last-modified", "content-length"].every((name) => {
    const value = headerOf(answered, name);
    return value === undefined || value === headerOf(stored.headers, name);
  });
}

/** Of the stored response even where a 304 names them: they belong to the body that is kept. RFC 9111, section 3.2. */
const notUpdated: ReadonlySet<string> = new Set([
  "age",
  "content-encoding",
  "content-length",
  "content-md5",
  "content-range",
  "etag",
]);

/** What was compressed here has a weak tag in place of the origin's, and varies by Accept-Encoding. */
function isOfWhatWasCompressed([name, value]: HeaderList[number], stale: CacheEntry): boolean {
  const lower = name.toLowerCase();
  if (lower === "etag") return headerOf(stale.headers, "etag") === `W/${value}`;
  return lower === "vary" && headerOf(stale.headers, "content-encoding") !== undefined;
}

function confirmed(exchange: Exchange, stale: CacheEntry, answered: HeaderList, now: number): Fetched {
  const { behavior, distribution, context } = exchange;
  const updates = withoutHeaders(answered, notUpdated).filter((header) => !isOfWhatWasCompressed(header, stale));
  const replaced = new Set(updates.map(([name]) => name.toLowerCase()));
  const headers = [...withoutHeaders(stale.headers, replaced), ...updates];
  const age = headerOf(answered, "age");
  const reckoned = age === undefined ? headers : [...headers, ["Age", age] as const];
  const freshness = freshnessOf(stale.status, reckoned, behavior.ttl, distribution.errorCaching, now);
  const entry: CacheEntry = { ...stale, headers, retryAt: undefined, ...times(freshness, now) };
  if (freshness.store) context.cache.set(entry);
  else context.cache.delete(stale.key);
  note(exchange, "refresh", "the origin confirmed it");
  return { ...entryAnswer(exchange, entry, xCache.refreshHit, now), stored: entry };
}

function note(exchange: Exchange, outcome: "stale" | "refresh", why: string): void {
  const { cache } = exchange.trace;
  if (cache !== undefined) exchange.trace.cache = { ...cache, outcome, reason: `${cache.reason}; ${why}` };
}
