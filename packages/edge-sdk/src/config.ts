import { z } from "zod";
import { mark } from "./dynamic/mark.ts";
import type { Dynamic, DynamicRecord } from "./types.ts";

export { type CheckedConfig, type ConfigSchema, checkConfig, showPath } from "./config-errors/check-config.ts";
export { type DynamicField, fieldKey, findDynamic, initialEntriesOf } from "./dynamic/mark.ts";

/**
 * A config field that lives in the behavior's KeyValueStore and changes without a deploy. Its value in the
 * environment's file is the store's initial value. It is also built into the function, for when the store has none. The
 * handler reads the field by `await config.field.get()`.
 *
 * @param schema the field's schema; a value is stored as JSON, 1 KB at most
 */
export function dynamic<Schema extends z.ZodType>(schema: Schema) {
  return schema.transform((value): Dynamic<z.output<Schema>> => mark("value", value, true));
}

export interface RecordOptions {
  /** Builds the environment's entries into the function, where each takes a part of its 10 KB. @default not built in */
  readonly fallback?: "built-in";
  /** The schema of a key. @default any text that is not empty */
  readonly keys?: z.ZodString;
}

/**
 * A config field of many entries, each under its own key in the behavior's KeyValueStore. The handler reads one by
 * `await config.field.get(key)`.
 *
 * @param schema an entry's schema; an entry is stored as JSON, 1 KB at most
 */
export function dynamicRecord<Schema extends z.ZodType>(schema: Schema, { fallback, keys }: RecordOptions = {}) {
  return z
    .record(keys ?? z.string().min(1), schema)
    .transform(
      (entries): DynamicRecord<z.output<Schema>> =>
        mark("record", entries as Record<string, z.output<Schema>>, fallback === "built-in"),
    );
}
