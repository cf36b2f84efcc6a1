import { askOrigin } from "../6-origin-request/ask-origin.ts";
import { xCache } from "../base/answer.ts";
import { discardBody } from "../base/body.ts";
import type { CacheEntry } from "../base/cache-entry.ts";
import { type Exchange, hold, releaseHeld } from "../base/exchange.ts";
import type { CacheTrace, RequestTrace, TracedEntry } from "../base/trace.ts";
import { type CacheAnswer, entryAnswer } from "./entry-answer.ts";
import { fetchThrough, replyAnswer } from "./fetch-through.ts";
import { cacheKey } from "./key.ts";

/**
 * Answers from the cache, else from the origin.
 * @returns no promise for a hit
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function answerThroughCache(exchange: Exchange): Promise<CacheAnswer> | CacheAnswer {
  const { behavior, context, request, trace } = exchange;
  const { method } = request;
  if (!behavior.cachedMethods.has(method)) {
    trace.cache = { outcome: "not-cacheable", reason: `${method} is not cached` };
    return answerUncached(exchange);
  }
  const key = keyOf(exchange);
  // The origin's answer to a HEAD has no body, so it must not answer a GET: it is stored with another key.
  const ownKey = method === "HEAD" ? `${key}\nHEAD` : key;
  const now = context.clock();
  const entry = context.cache.get(key) ?? (method === "HEAD" ? context.cache.get(ownKey) : undefined);
  if (entry !== undefined) {
    const usable = reuse(entry, now, behavior.ttl.maxTtl);
    if (usable !== undefined) {
      const { outcome, reason } = usable;
      trace.cache = { outcome, reason, key, entry: traced(entry) };
      if (usable.confirm) confirmLater(exchange, ownKey, entry);
      return fromEntry(exchange, entry, now);
    }
  }
  return answerMiss(exchange, key, ownKey, entry, now);
}

async function answerUncached(exchange: Exchange): Promise<CacheAnswer> {
  return replyAnswer(await askOrigin(exchange, { cacheable: false, validators: [], viewersConditions: true }));
}

/**
 * Waits for another request with the same key, if there is one, else asks the origin.
 * @param entry an expired one
 */
async function answerMiss(
  exchange: Exchange,
  key: string,
  ownKey: string,
  entry: CacheEntry | undefined,
  now: number,
): Promise<CacheAnswer> {
  const { behavior, context, trace } = exchange;
  if (entry !== undefined) hold(exchange, entry.body);
  const inFlight = behavior.collapses ? context.inFlight.get(ownKey) : undefined;
  if (inFlight !== undefined) {
    const stored = await inFlight;
    const later = context.clock();
    if (stored !== undefined && (later < stored.freshUntil || later < (stored.retryAt ?? 0))) {
      const reason = "waited for another viewer's request with the same key";
      trace.cache = { outcome: "hit", reason, key, entry: traced(stored) };
      return fromEntry(exchange, stored, later);
    }
  }
  trace.cache = missTrace(exchange, entry, key, now);
  return fetchCollapsed(exchange, ownKey, entry);
}

function keyOf({ behavior, distribution, request }: Exchange): string {
  const { method, uri, querystring, headers } = request;
  return cacheKey(distribution.id, method, uri, querystring, headers, behavior.key);
}

/** Decides whether an entry can be used without asking the origin; `confirm` asks for it to be confirmed afterwards. */
function reuse(
  entry: CacheEntry,
  now: number,
  maxTtl: number,
): { outcome: CacheTrace["outcome"]; reason: string; confirm: boolean } | undefined {
  if (now < entry.freshUntil) {
    return { outcome: "hit", reason: `fresh for ${seconds(entry.freshUntil - now)} more`, confirm: false };
  }
  if (entry.retryAt !== undefined && now < entry.retryAt) {
    const reason = `the origin failed; the next request to it is in ${seconds(entry.retryAt - now)}`;
    return { outcome: "stale", reason, confirm: false };
  }
  if (maxTtl > 0 && now < entry.freshUntil + entry.staleWhileRevalidate * 1000) {
    const reason = `expired ${seconds(now - entry.freshUntil)} ago, within stale-while-revalidate=${entry.staleWhileRevalidate}`;
    return { outcome: "stale", reason, confirm: true };
  }
  return undefined;
}

function missTrace({ behavior }: Exchange, entry: CacheEntry | undefined, key: string, now: number): CacheTrace {
  if (behavior.ttl.maxTtl === 0) return { outcome: "miss", reason: "the maximum TTL is 0", key };
  if (entry === undefined) return { outcome: "miss", reason: "no entry", key };
  const reason = `expired ${seconds(now - entry.freshUntil)} ago (${entry.reason})`;
  return { outcome: "miss", reason, key, entry: traced(entry) };
}

/** The parts of entries that traces keep: the traces of an entry's hits share one object. */
const tracedEntries = new WeakMap<CacheEntry, TracedEntry>();

function traced(entry: CacheEntry): TracedEntry {
  const known = tracedEntries.get(entry);
  if (known !== undefined) return known;
  const { key, status, headers, storedAt, initialAge, freshUntil, reason } = entry;
  const made = { key, status, headers, storedAt, initialAge, freshUntil, reason };
  tracedEntries.set(entry, made);
  return made;
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}

function fromEntry(exchange: Exchange, entry: CacheEntry, now: number): CacheAnswer {
  return entryAnswer(exchange, entry, entry.status >= 400 ? xCache.error : xCache.hit, now);
}

/** Fetches from the origin, and lets other requests with the same key wait for the answer. */
async function fetchCollapsed(exchange: Exchange, key: string, entry: CacheEntry | undefined): Promise<CacheAnswer> {
  const { inFlight } = exchange.context;
  const fetched = fetchThrough(exchange, key, entry);
  if (!exchange.behavior.collapses || inFlight.has(key)) return fetched;
  const stored = fetched.then(
    (result) => result.stored,
    () => undefined,
  );
  inFlight.set(key, stored);
  try {
    return await fetched;
  } finally {
    inFlight.delete(key);
  }
}

/** Asks the origin in the background to confirm a stale entry. */
function confirmLater(exchange: Exchange, key: string, entry: CacheEntry): void {
  if (exchange.context.inFlight.has(key)) return;
  // The viewer already has its answer, so neither its trace nor the bodies held for it may change.
  const trace: RequestTrace = { ...exchange.trace, cache: undefined, stages: [], origin: [] };
  const background: Exchange = { ...exchange, trace, held: [] };
  hold(background, entry.body);
  const confirmed = fetchThrough(background, key, entry).then(
    ({ answer, stored }) => {
      if (stored === undefined) discardBody(answer.body);
      return stored;
    },
    (error: Error) => {
      exchange.context.log(`Could not confirm ${exchange.request.uri}: ${error.message}`);
      return undefined;
    },
  );
  exchange.context.inFlight.set(key, confirmed);
  confirmed.then(() => {
    exchange.context.inFlight.delete(key);
    releaseHeld(background);
  });
}
