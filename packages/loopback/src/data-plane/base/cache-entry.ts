import type { HeaderList } from "../http/headers.ts";
import type { Spool, SpoolStorage } from "./spool.ts";

/** A stored response. Times are milliseconds since 1970 by the data plane's clock. */
export interface CacheEntry {
  readonly key: string;
  readonly distributionId: string;
  /** The path and query that it was requested with; invalidations name it. */
  readonly url: string;
  /** Its cache tags, in lower case; invalidations name them, too. */
  readonly tags: ReadonlySet<string>;
  readonly status: number;
  readonly statusText: string | undefined;
  readonly headers: HeaderList;
  readonly body: Spool;
  /** True if a function, not the origin, made it. */
  readonly generated: boolean;
  /** When it was stored or last confirmed by the origin. */
  readonly storedAt: number;
  /** Its age when it was stored, in seconds. */
  readonly initialAge: number;
  readonly freshUntil: number;
  /** The reason of its lifetime, for the trace, such as `max-age=60`. */
  readonly reason: string;
  /** Seconds after `freshUntil` during which it is served while the origin is asked in the background. */
  readonly staleWhileRevalidate: number;
  /** Seconds after `freshUntil` during which it replaces an origin's error; undefined for no limit. */
  readonly staleIfError: number | undefined;
  /** Set when the origin failed to confirm it. Until then, the stale entry is served without asking the origin. */
  readonly retryAt?: number | undefined;
  /** `Vary: *`: requests to the origin have no conditions. */
  readonly unconditional: boolean;
}

/** The responses that an edge location has stored. */
export interface ResponseCache {
  /** Where bodies are kept. */
  readonly bodies: SpoolStorage;
  get(key: string): CacheEntry | undefined;
  /** Stores an entry, in place of the one with the same key. Its body may still be filling. */
  set(entry: CacheEntry): void;
  /** Must be called when the body of a stored entry has ended: it is weighed again, or deleted if it broke off. */
  settled(entry: CacheEntry): void;
  delete(key: string): void;
}
