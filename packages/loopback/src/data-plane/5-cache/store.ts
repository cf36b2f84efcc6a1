import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CacheEntry, ResponseCache } from "../base/cache-entry.ts";
import type { SpoolStorage } from "../base/spool.ts";
import { diskOf, memoryOf } from "./entry.ts";
import { invalidates } from "./invalidation.ts";

export interface CacheSize {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** The most bytes of one body in memory; what is larger goes to a file. */
  readonly bodyMemoryBytes: number;
}

export const defaultCacheSize: CacheSize = {
  memoryBytes: 256 * 1024 * 1024,
  diskBytes: 4 * 1024 * 1024 * 1024,
  bodyMemoryBytes: 4 * 1024 * 1024,
};

/** The cache of an edge location: least recently used entries leave it first, by their bytes. */
export class CacheStore implements ResponseCache {
  readonly #size: CacheSize;
  /** In the order of their last use. */
  readonly #entries = new Map<string, CacheEntry>();
  /** What each was weighed at: a body that fills grows. */
  readonly #weights = new WeakMap<CacheEntry, { memory: number; disk: number }>();
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
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Takes an entry whose body may still be filling; it is weighed once it is complete. */
  set(entry: CacheEntry): void {
    entry.body.retain();
    this.delete(entry.key);
    this.#entries.set(entry.key, entry);
    this.#weigh(entry);
    this.#evict();
  }

  /** To be called when the body of a stored entry ended: it is weighed anew, or leaves when it broke off. */
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
    this.#unweigh(entry);
    entry.body.release();
  }

  invalidate(distributionId: string, paths: readonly string[]): void {
    const matches = paths.map(invalidates);
    for (const entry of [...this.#entries.values()]) {
      if (entry.distributionId === distributionId && matches.some((match) => match(entry.url))) this.delete(entry.key);
    }
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.delete(key);
  }

  async close(): Promise<void> {
    this.clear();
    if (this.#directory !== undefined) await rm(await this.#directory, { recursive: true, force: true });
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
