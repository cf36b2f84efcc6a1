import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CacheEntry, ResponseCache } from "../base/cache-entry.ts";
import type { SpoolStorage } from "../base/spool.ts";
import { invalidates } from "./invalidation.ts";

/** Limits of the cache, in bytes. */
export interface CacheSize {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** The maximum of bytes of one body in memory; larger bodies go to a file. */
  readonly bodyMemoryBytes: number;
}

export const defaultCacheSize: CacheSize = {
  memoryBytes: 256 * 1024 * 1024,
  diskBytes: 4 * 1024 * 1024 * 1024,
  bodyMemoryBytes: 4 * 1024 * 1024,
};

/** The cache of an edge location. When it exceeds its size, it deletes the least recently used entries. */
export class CacheStore implements ResponseCache {
  readonly #size: CacheSize;
  /** Entries by key, in the order of their last use. */
  readonly #entries = new Map<string, CacheEntry>();
  /** The size with which each entry was counted: a body that is still filling grows. */
  readonly #weights = new WeakMap<CacheEntry, { memory: number; disk: number }>();
  /** The entry that was used last. */
  #newest: CacheEntry | undefined;
  #memory = 0;
  #disk = 0;
  #directory: Promise<string> | undefined;
  #files = 0;
  readonly bodies: SpoolStorage;

  constructor(size: CacheSize) {
    this.#size = size;
    this.bodies = {
      memoryBytes: size.bodyMemoryBytes,
      newFile: async () => {
        this.#directory ??= mkdtemp(join(tmpdir(), "featheredge-cache-"));
        const directory = await this.#directory;
        this.#files += 1;
        return join(directory, String(this.#files));
      },
    };
  }

  get(key: string): CacheEntry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.body.state === "failed") {
      this.delete(key);
      return undefined;
    }
    if (entry !== this.#newest) {
      this.#entries.delete(key);
      this.#append(entry);
    }
    return entry;
  }

  set(entry: CacheEntry): void {
    entry.body.retain();
    this.delete(entry.key);
    this.#append(entry);
    this.#weigh(entry);
    this.#evict();
  }

  settled(entry: CacheEntry): void {
    if (this.#entries.get(entry.key) !== entry) return;
    if (entry.body.state === "failed") {
      this.delete(entry.key);
      return;
    }
    this.#unweigh(entry);
    this.#weigh(entry);
    this.#evict();
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    if (this.#newest === entry) this.#newest = undefined;
    this.#unweigh(entry);
    entry.body.release();
  }

  invalidate(distributionId: string, paths: readonly string[]): void {
    const matches = paths.map(invalidates);
    for (const entry of [...this.#entries.values()]) {
      if (entry.distributionId === distributionId && matches.some((match) => match(entry))) this.delete(entry.key);
    }
  }

  entries(): Iterable<CacheEntry> {
    return [...this.#entries.values()].reverse();
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.delete(key);
  }

  async close(): Promise<void> {
    this.clear();
    if (this.#directory !== undefined) await rm(await this.#directory, { recursive: true, force: true });
  }

  #append(entry: CacheEntry): void {
    this.#entries.set(entry.key, entry);
    this.#newest = entry;
  }

  #weigh(entry: CacheEntry): void {
    const weight = { memory: memoryOf(entry), disk: diskOf(entry) };
    this.#weights.set(entry, weight);
    this.#memory += weight.memory;
    this.#disk += weight.disk;
  }

  #unweigh(entry: CacheEntry): void {
    const weight = this.#weights.get(entry);
    this.#memory -= weight?.memory ?? 0;
    this.#disk -= weight?.disk ?? 0;
  }

  #evict(): void {
    for (const key of this.#entries.keys()) {
      if (this.#memory <= this.#size.memoryBytes && this.#disk <= this.#size.diskBytes) return;
      this.delete(key);
    }
  }
}

/** An estimate of the bytes of an entry's headers and fields. */
const overhead = 512;

function memoryOf(entry: CacheEntry): number {
  return overhead + entry.key.length * 2 + (entry.body.inMemory ? entry.body.size : 0);
}

function diskOf(entry: CacheEntry): number {
  return entry.body.inMemory ? 0 : entry.body.size;
}
