export type Entries = readonly (readonly [key: string, value: string])[];

/** The total size of keys and values, in bytes. */
export function totalBytes(entries: Entries): number {
  return entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}

/** Applies deletions and then puts. @returns the entries, sorted by key */
export function changeEntries(entries: Entries, puts: Entries, deletes: readonly string[]): Entries {
  const changed = new Map(entries);
  for (const key of deletes) changed.delete(key);
  for (const [key, value] of puts) changed.set(key, value);
  return [...changed].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
