import { kvs } from "#runtime";
import { readField, readRecord } from "./dynamic/read.ts";
import type { Dynamic, DynamicRecord } from "./types.ts";

/**
 * The compiler replaces a dynamic field of a config by this.
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
 * The compiler replaces a dynamic record of a config by this.
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
