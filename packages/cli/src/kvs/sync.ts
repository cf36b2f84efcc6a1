import { checkStoreSize, keyValueStoreQuotas } from "@featheredge/aws-rules";
import { DiagnosticError } from "@featheredge/diagnostics";

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
 * Changes a store until it has the wanted entries, in the order of {@link updatesOf}: a function never misses a key that the
 * store has before and after, and the store is never empty in between. If someone else changes the store meanwhile, it is
 * read again and only the rest is changed.
 *
 * @param remove true to delete entries that are not wanted
 * @returns the difference that it found
 * @throws DiagnosticError before any change if the store would have more than 5 MB at the end
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
    checkEndSize(remove ? wanted : new Map([...entries, ...wanted]), remove ? [] : difference.extra);
    try {
      let current = etag;
      for (const update of updatesOf(entries, puts, remove ? difference.extra : [])) {
        current = await store.update(current, update);
      }
      return first;
    } catch (error) {
      if ((error as Error).name !== "ConflictException" || attempt === attempts) throw error;
    }
  }
}

/** @throws DiagnosticError if entries have more than a store can have */
function checkEndSize(entries: ReadonlyMap<string, string>, extra: readonly string[]): void {
  const diagnostic = checkStoreSize([...entries].map(([key, value]) => ({ key, value })));
  if (diagnostic === undefined) return;
  const fix = `Delete the ${extra.length} that the environment does not list: 'kvs sync --delete'.`;
  throw new DiagnosticError([extra.length === 0 ? diagnostic : { ...diagnostic, fix }]);
}

/**
 * Requests of at most 50 keys, which have 75 KB at most and so less than the 3 MB that a request may have. Those with puts
 * come before those with deletions, so that a function finds the old keys until it finds the new ones. Only where the store
 * would have more than 5 MB in between, just enough unwanted entries are deleted before a put.
 *
 * @param entries the store's, without which the requests could not be ordered
 */
export function updatesOf(
  entries: ReadonlyMap<string, string>,
  puts: Update["puts"],
  deletes: readonly string[],
): Update[] {
  const sizeOf = (key: string) => (entries.has(key) ? bytesOf(key, entries.get(key) ?? "") : 0);
  const growthOf = (some: Update["puts"]) =>
    some.reduce((sum, [key, value]) => sum + bytesOf(key, value) - sizeOf(key), 0);
  let free = keyValueStoreQuotas.storeBytes.value - totalBytes(entries);
  const fits = growthOf(puts.filter((put) => growthOf([put]) > 0)) <= free;
  // In this order the store is never larger than at the start or at the end.
  const ordered = fits ? puts : puts.toSorted((a, b) => growthOf([a]) - growthOf([b]));
  // The largest is deleted first, so that the fewest are.
  const unwanted = fits ? [...deletes] : deletes.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const updates: Update[] = [];
  for (const batch of inBatches(ordered)) {
    const growth = growthOf(batch);
    let count = 0;
    for (; growth > free && count < unwanted.length; count++) free += sizeOf(unwanted[count] ?? "");
    updates.push(...deletions(unwanted.splice(0, count)), { puts: batch, deletes: [] });
    free -= growth;
  }
  return [...updates, ...deletions(unwanted)];
}

function deletions(keys: readonly string[]): Update[] {
  return inBatches(keys).map((deletes) => ({ puts: [], deletes }));
}

function inBatches<T>(all: readonly T[]): T[][] {
  const { value: size } = keyValueStoreQuotas.keysPerUpdate;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

function bytesOf(key: string, value: string): number {
  return Buffer.byteLength(key) + Buffer.byteLength(value);
}

function totalBytes(entries: ReadonlyMap<string, string>): number {
  return [...entries].reduce((sum, [key, value]) => sum + bytesOf(key, value), 0);
}
