import { kvs } from "#runtime";
import { readField, readRecord } from "./dynamic/read.ts";
import type { Dynamic, DynamicRecord } from "./types.ts";

/**
 * The value by which the compiler replaces a dynamic field of a config.
 *
 * @param key in the KeyValueStore: `<instance>/<field>`
 * @param builtIn the value in the environment's file
 */
export function dynamicField<Value>(key: string, builtIn: Value): Dynamic<Value> {
  return {
    get: () => readField(kvs, key, builtIn),
  };
}

/**
 * The value by which the compiler replaces a dynamic record of a config.
 *
 * @param prefix of its keys in the KeyValueStore, without the slash that follows: `<instance>/<field>`
 * @param builtIn the entries in the environment's file, where they serve as a fallback
 */
export function dynamicRecordField<Value>(
  prefix: string,
  builtIn?: Readonly<Record<string, Value>>,
): DynamicRecord<Value> {
  return {
    get: (key) => readRecord(kvs, prefix, key, builtIn),
  };
}
