import { type Diagnostic, diagnose } from "@featheredge/diagnostics";
import { keyValueStoreQuotas } from "./key-value-stores.ts";

export interface KeyValuePair {
  readonly key: string;
  readonly value: string;
}

/**
 * Every reason for which a KeyValueStore would reject entries: the sizes of keys, values and their sum, in UTF-8.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export function checkStoreContents(pairs: readonly KeyValuePair[]): Diagnostic[] {
  const { keyBytes, valueBytes, storeBytes } = keyValueStoreQuotas;
  const sizes = pairs.map(({ key, value }) => ({
    key,
    ofKey: Buffer.byteLength(key),
    ofValue: Buffer.byteLength(value),
  }));
  const sum = sizes.reduce((total, { ofKey, ofValue }) => total + ofKey + ofValue, 0);
  const too = (what: "key" | "value", key: string, bytes: number, { value, page }: { value: number; page: string }) =>
    diagnose(what === "key" ? "FE-LIM-002" : "FE-LIM-003", {
      subject: key.slice(0, 80),
      message: `The ${what} of '${key.slice(0, 80)}' has ${bytes} B; a KeyValueStore takes ${value} B.`,
      fix: "Shorten it.",
      page,
    });
  return [
    ...sizes.flatMap(({ key, ofKey, ofValue }) => [
      ...(ofKey > keyBytes.value ? [too("key", key, ofKey, keyBytes)] : []),
      ...(ofValue > valueBytes.value ? [too("value", key, ofValue, valueBytes)] : []),
    ]),
    ...(sum > storeBytes.value
      ? [
          diagnose("FE-LIM-004", {
            message: `${pairs.length} entries of ${sum} B; a KeyValueStore takes ${storeBytes.value} B.`,
            fix: "Take entries out, or make a second store.",
            page: storeBytes.page,
          }),
        ]
      : []),
  ];
}

/**
 * Why a store can't be filled by so many keys at a time; undefined when it can. Fifty of the largest keys and values
 * have 75 KB, so an update that keeps to this keeps to the 3 MB that it may have too.
 */
export function checkStoreUpdate(keys: number): Diagnostic | undefined {
  const { value, page } = keyValueStoreQuotas.keysPerUpdate;
  if (keys <= value) return undefined;
  return diagnose("FE-LIM-005", {
    message: `${keys} keys an update; a KeyValueStore takes ${value}.`,
    fix: "Lower it.",
    page,
  });
}
