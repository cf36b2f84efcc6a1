import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { keyValueStoreQuotas } from "./key-value-stores.ts";

export interface KeyValuePair {
  readonly key: string;
  readonly value: string;
}

/**
 * Checks the sizes of an entry's key and value, in UTF-8.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkStoreEntry({ key, value }: KeyValuePair): Diagnostic[] {
  const { keyBytes, valueBytes } = keyValueStoreQuotas;
  const sizes = [
    { rule: "FE-LIM-002", part: "key", bytes: Buffer.byteLength(key), quota: keyBytes },
    { rule: "FE-LIM-003", part: "value", bytes: Buffer.byteLength(value), quota: valueBytes },
  ] as const;
  const shown = key.slice(0, 80);
  return sizes
    .filter(({ bytes, quota }) => bytes > quota.value)
    .map(({ rule, part, bytes, quota }) =>
      diagnose(rule, {
        subject: shown,
        message: `The ${part} of '${shown}' has ${bytes} B; a KeyValueStore takes ${quota.value} B.`,
        fix: part === "key" ? "Shorten it." : "Shorten it, or split it over several keys.",
        page: quota.page,
      }),
    );
}

/** Checks the size of all keys and values of a store together, in UTF-8. */
export function checkStoreSize(pairs: readonly KeyValuePair[]): Diagnostic | undefined {
  const { value, page } = keyValueStoreQuotas.storeBytes;
  const bytes = pairs.reduce((sum, pair) => sum + Buffer.byteLength(pair.key) + Buffer.byteLength(pair.value), 0);
  if (bytes <= value) return undefined;
  return diagnose("FE-LIM-004", {
    message: `The KeyValueStore has ${pairs.length} entries of ${bytes} B together; it takes ${value} B.`,
    fix: "Remove entries, or use a second store.",
    page,
  });
}

/**
 * Checks the number of keys in one update of a store. Fifty of the largest keys and values have 75 KB, so an update that
 * keeps to this number also keeps to the 3 MB that it may have.
 */
export function checkStoreUpdate(keys: number): Diagnostic | undefined {
  const { value, page } = keyValueStoreQuotas.keysPerUpdate;
  if (keys <= value) return undefined;
  return diagnose("FE-LIM-005", {
    message: `${keys} keys per update; a KeyValueStore takes ${value}.`,
    fix: "Lower it.",
    page,
  });
}
