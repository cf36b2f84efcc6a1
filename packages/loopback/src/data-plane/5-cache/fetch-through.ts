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
 * Sends a request to the origin for the cache, and stores the answer if that is allowed.
 * @param stale an expired entry with the key, which the origin is asked to confirm; the exchange holds its body
 */
export async function fetchThrough(exchange: Exchange, key: string, stale: CacheEntry | undefined): Promise<Fetched> {
  const { behavior, context, distribution, trace } = exchange;
  const cacheable = behavior.ttl.maxTtl > 0;
  const validators = stale === undefined || !cacheable ? [] : validatorsOf(stale);
  const fetched = await askOrigin(exchange, { cacheable, validators, viewersConditions: stale === undefined });
  const now = context.clock();
  if (fetched.status === 304 && stale !== undefined && validators.length > 0) {
    discardBody(fetched.body);
    return confirmed(exchange, stale, fetched.headers, now);
  }
  if (fetched.status === 200 && stale !== undefined && stale.key !== key && describes(fetched.headers, stale)) {
    discardBody(fetched.body);
    return confirmed(exchange, stale, fetched.headers, now);
  }
  const failed = fetched.status >= 500 && fetched.source !== "failure";
  // Read again: if the entry was invalidated meanwhile, it can't replace the error.
  const left = failed && stale !== undefined ? context.cache.get(stale.key) : undefined;
  if (left !== undefined && servesStale(left, now)) {
    discardBody(fetched.body);
    const kept = { ...left, retryAt: now + distribution.errorCaching(fetched.status) * 1000 };
    context.cache.set(kept);
    note(exchange, "stale", `the origin answered ${fetched.status}`);
    return { ...entryAnswer(exchange, kept, xCache.hit, now), stored: kept };
  }
  const reply = compressAnswer(
    fetched,
    exchange.request.method,
    behavior.compress && cacheable && fetched.source === "origin"
      ? normalizedEncoding(exchange.request.headers, behavior.key)
      : undefined,
  );
  const freshness = freshnessOf(reply.status, reply.headers, behavior.ttl, distribution.errorCaching, now);
  if (!freshness.store || reply.source === "failure") {
    if (reply.status < 500) context.cache.delete(key);
    const { reason } = freshness;
    if (trace.cache !== undefined) trace.cache.stored = { milliseconds: undefined, reason, headers: reply.headers };
    return { ...replyAnswer(reply), stored: undefined };
  }
  const entry = storeReply(exchange, key, reply, freshness, now);
  if (trace.cache !== undefined) {
    const milliseconds = Math.max(0, entry.freshUntil - now);
    trace.cache.stored = { milliseconds, reason: entry.reason, headers: entry.headers };
  }
  const length = reply.body?.kind === "buffer" ? reply.body.data.length : reply.body?.length;
  const answer = { ...replyAnswer(reply).answer, body: { kind: "spool", spool: entry.body, length } as const };
  return { answer, pageable: reply.source !== "function", stored: entry };
}

/** The answer from a reply that is not stored. */
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

/** True if an expired entry may replace an origin's error: its headers can forbid that. */
function servesStale(entry: CacheEntry, now: number): boolean {
  if (entry.status >= 400) return false;
  return entry.staleIfError === undefined || now < entry.freshUntil + entry.staleIfError * 1000;
}

/**
 * True if the origin's answer to a HEAD describes the stored response to a GET, which it then updates.
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.3.5
 */
function describes(answered: HeaderList, stored: CacheEntry): boolean {
  if (stored.unconditional || stored.status !== 200) return false;
  return ["etag", "last-modified", "content-length"].every((name) => {
    const value = headerOf(answered, name);
    return value === undefined || value === headerOf(stored.headers, name);
  });
}

/** Headers that a 304 does not update, since they belong to the stored body: RFC 9111, section 3.2. */
const notUpdated: ReadonlySet<string> = new Set([
  "age",
  "content-encoding",
  "content-length",
  "content-md5",
  "content-range",
  "etag",
]);

/** True for headers that compression has changed in the stored response: a weak ETag, and Vary. */
function isChangedByCompression([name, value]: HeaderList[number], stale: CacheEntry): boolean {
  const lower = name.toLowerCase();
  if (lower === "etag") return headerOf(stale.headers, "etag") === `W/${value}`;
  return lower === "vary" && headerOf(stale.headers, "content-encoding") !== undefined;
}

/** Updates a stored response that the origin has confirmed. */
function confirmed(exchange: Exchange, stale: CacheEntry, answered: HeaderList, now: number): Fetched {
  const { behavior, distribution, context } = exchange;
  const updates = withoutHeaders(answered, notUpdated).filter((header) => !isChangedByCompression(header, stale));
  const replaced = new Set(updates.map(([name]) => name.toLowerCase()));
  const headers = [...withoutHeaders(stale.headers, replaced), ...updates];
  const age = headerOf(answered, "age");
  const headersWithAge: HeaderList = age === undefined ? headers : [...headers, ["Age", age]];
  const freshness = freshnessOf(stale.status, headersWithAge, behavior.ttl, distribution.errorCaching, now);
  const entry: CacheEntry = { ...stale, headers, retryAt: undefined, ...times(freshness, now) };
  // An entry that was invalidated or evicted meanwhile must not come back.
  const isCached = context.cache.get(stale.key)?.body === stale.body;
  const isStored = isCached && freshness.store;
  if (isStored) context.cache.set(entry);
  else if (isCached) context.cache.delete(stale.key);
  note(exchange, "refresh", "the origin confirmed it");
  if (exchange.trace.cache !== undefined) {
    const milliseconds = isStored ? freshness.milliseconds : undefined;
    const reason = isCached ? freshness.reason : "the stored response left the cache before the origin confirmed it";
    exchange.trace.cache.stored = { milliseconds, reason, headers };
  }
  return { ...entryAnswer(exchange, entry, xCache.refreshHit, now), stored: isStored ? entry : undefined };
}

function note(exchange: Exchange, outcome: "stale" | "refresh", why: string): void {
  const { cache } = exchange.trace;
  if (cache !== undefined) exchange.trace.cache = { ...cache, outcome, reason: `${cache.reason}; ${why}` };
}
