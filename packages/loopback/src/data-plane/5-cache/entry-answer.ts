import type { Answer } from "../base/answer.ts";
import type { CacheEntry } from "../base/cache-entry.ts";
import { type Exchange, hold } from "../base/exchange.ts";
import { ageOf } from "./entry.ts";

/** An answer, and whether a custom error page may stand in for it. */
export interface CacheAnswer {
  readonly answer: Answer;
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
