import { keyValueStoreQuotas } from "@featheredge/aws-rules";

/** The changes of one request, which the store applies as a whole. */
export interface Update {
  readonly puts: readonly (readonly [key: string, value: string])[];
  readonly deletes: readonly string[];
}

/** A KeyValueStore. One ETag covers all its entries. */
export interface Store {
  read(): Promise<{ readonly etag: string; readonly entries: ReadonlyMap<string, string> }>;
  /**
   * @returns the store's next ETag
   * @throws an error named ConflictException if the store has changed since the ETag was read
   */
  update(etag: string, update: Update): Promise<string>;
}

/** The keys in which a store differs from the wanted entries. Values may be secrets, so they are not part of it. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** In the store and not wanted. */
  readonly extra: readonly string[];
}

/** The times that a change is tried while others change the store, too. */
const attempts = 10;

export function differenceOf(entries: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): Difference {
  const keys = [...wanted.keys()].sort();
  return {
    added: keys.filter((key) => !entries.has(key)),
    changed: keys.filter((key) => entries.has(key) && entries.get(key) !== wanted.get(key)),
    extra: [...entries.keys()].filter((key) => !wanted.has(key)).sort(),
  };
}

/**
 * Changes a store until it has the wanted entries. Puts come first and deletions last, so that a function never misses a
 * key that the store has before and after, and the store is never empty in between. If someone else changes the store
 * meanwhile, it is read again and only the rest is changed.
 *
 * @param remove true to delete entries that are not wanted
 * @returns the difference that it found
 * @throws the store's error, after ten conflicts in a row
 */
export async function syncStore(
  store: Store,
  wanted: ReadonlyMap<string, string>,
  remove: boolean,
): Promise<Difference> {
  let first: Difference | undefined;
  for (let attempt = 1; ; attempt++) {
    const { etag, entries } = await store.read();
    const difference = differenceOf(entries, wanted);
    first ??= difference;
    const keys = [...difference.added, ...difference.changed];
    const puts = keys.map((key) => [key, wanted.get(key) ?? ""] as const);
    try {
      let current = etag;
      for (const update of batches(puts, remove ? difference.extra : [])) current = await store.update(current, update);
      return first;
    } catch (error) {
      if ((error as Error).name !== "ConflictException" || attempt === attempts) throw error;
    }
  }
}

/** Requests of at most 50 keys and 3 MB, those with puts before those with deletions. */
export function batches(puts: Update["puts"], deletes: readonly string[]): Update[] {
  const { keysPerUpdate, bytesPerUpdate } = keyValueStoreQuotas;
  const updates: Update[] = [];
  let batch: (readonly [string, string])[] = [];
  let bytes = 0;
  for (const put of puts) {
    const size = Buffer.byteLength(put[0]) + Buffer.byteLength(put[1]);
    if (batch.length === keysPerUpdate.value || bytes + size > bytesPerUpdate.value) {
      updates.push({ puts: batch, deletes: [] });
      batch = [];
      bytes = 0;
    }
    batch.push(put);
    bytes += size;
  }
  if (batch.length > 0) updates.push({ puts: batch, deletes: [] });
  for (let from = 0; from < deletes.length; from += keysPerUpdate.value) {
    updates.push({ puts: [], deletes: deletes.slice(from, from + keysPerUpdate.value) });
  }
  return updates;
}
