import { keyValueStoreQuotas } from "@featheredge/aws-rules";

export type Entries = readonly (readonly [key: string, value: string])[];

/** What a change of a store's entries breaks. */
export interface EntriesProblem {
  readonly kind: "invalid" | "too-large";
  readonly message: string;
}

/** Keys and values together, in bytes. */
export function totalBytes(entries: Entries): number {
  return entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}

/**
 * What AWS would refuse of entries to put.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores
 */
export function problemOfPuts(puts: Entries): EntriesProblem | undefined {
  const { keyBytes, valueBytes } = keyValueStoreQuotas;
  for (const [key, value] of puts) {
    const [ofKey, ofValue] = [Buffer.byteLength(key), Buffer.byteLength(value)];
    if (ofKey === 0 || ofKey > keyBytes.value) {
      return { kind: "invalid", message: `The key '${key}' has ${ofKey} bytes; a key has 1 to ${keyBytes.value}.` };
    }
    if (ofValue > valueBytes.value) {
      return {
        kind: "invalid",
        message: `The value of '${key}' has ${ofValue} bytes; a value has ${valueBytes.value} at most.`,
      };
    }
  }
  return undefined;
}

/** What AWS would refuse of a whole store. */
export function problemOfStore(entries: Entries): EntriesProblem | undefined {
  const bytes = totalBytes(entries);
  const most = keyValueStoreQuotas.storeBytes.value;
  return bytes > most
    ? { kind: "too-large", message: `The store would hold ${bytes} bytes; it holds ${most} at most.` }
    : undefined;
}

/** Entries after a change, sorted by key. */
export function changeEntries(entries: Entries, puts: Entries, deletes: readonly string[]): Entries {
  const changed = new Map(entries);
  for (const key of deletes) changed.delete(key);
  for (const [key, value] of puts) changed.set(key, value);
  return [...changed].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
