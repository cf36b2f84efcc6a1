import type { CacheEntry } from "../base/cache-entry.ts";

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
