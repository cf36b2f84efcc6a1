import type { HeaderList } from "../base/edge-functions.ts";
import type { Spool } from "../base/spool.ts";

/** A stored response. Times are milliseconds since 1970 by the data plane's clock. */
export interface CacheEntry {
  readonly key: string;
  readonly distributionId: string;
  /** Path and query that it was asked for with, which invalidations name. */
  readonly url: string;
  readonly status: number;
  readonly statusText: string | undefined;
  readonly headers: HeaderList;
  readonly body: Spool;
  /** A function made it rather than the origin. */
  readonly generated: boolean;
  /** When it was stored or last confirmed. */
  readonly storedAt: number;
  /** Its age when it was stored, in seconds. */
  readonly initialAge: number;
  readonly freshUntil: number;
  /** Why it is fresh for so long, for the trace: `max-age=60`. */
  readonly reason: string;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number | undefined;
  /** Set when the origin failed to confirm it: the stale one is served without asking until then. */
  readonly retryAt?: number | undefined;
  /** `Vary: *`: the origin is asked without conditions. */
  readonly unconditional: boolean;
}

/** @see https://www.rfc-editor.org/rfc/rfc9111#section-4.2.3 */
export function ageOf(entry: CacheEntry, now: number): number {
  return Math.max(0, entry.initialAge + Math.floor((now - entry.storedAt) / 1000));
}

/** About what an entry's headers and fields take beside its body. */
const overhead = 512;

export function memoryOf(entry: CacheEntry): number {
  return overhead + entry.key.length * 2 + (entry.body.inMemory ? entry.body.size : 0);
}

export function diskOf(entry: CacheEntry): number {
  return entry.body.inMemory ? 0 : entry.body.size;
}
