import type { Answer } from "../base/answer.ts";
import type { CacheEntry } from "../base/cache-entry.ts";
import { type Exchange, hold } from "../base/exchange.ts";

export interface CacheAnswer {
  readonly answer: Answer;
  /** True if a custom error page may replace the answer. */
  readonly pageable: boolean;
}

/** A stored response as an answer. */
export function entryAnswer(exchange: Exchange, entry: CacheEntry, xCache: string, now: number): CacheAnswer {
  hold(exchange, entry.body);
  return {
    answer: {
      status: entry.status,
      statusText: entry.statusText,
      headers: entry.headers,
      body: { kind: "spool", spool: entry.body, length: undefined },
      xCache,
      age: ageOf(entry, now),
    },
    pageable: !entry.generated,
  };
}

/** Seconds. @see https://www.rfc-editor.org/rfc/rfc9111#section-4.2.3 */
function ageOf(entry: CacheEntry, now: number): number {
  return Math.max(0, entry.initialAge + Math.floor((now - entry.storedAt) / 1000));
}
