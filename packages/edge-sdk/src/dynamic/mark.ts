import type { Dynamic, DynamicRecord, KeyValueStore } from "../types.ts";
import { readField, readRecord } from "./read.ts";

/** A registered symbol, since the schema and the code that inspects its result may be loaded by different loaders. */
const isDynamic = Symbol.for("featheredge.dynamic");

/** A dynamic field that was found in a checked config. */
export interface DynamicField {
  /** The path of its keys in the config: `["rules"]`. */
  readonly path: readonly string[];
  readonly kind: "value" | "record";
  /** The value in the environment's file, or the entries of a record. */
  readonly builtIn: unknown;
  /** True if it is built into the function, for when the store has no value. */
  readonly fallback: boolean;
}

const nothing: KeyValueStore = { get: async () => undefined };

/** A checked field. If the compiler has not replaced it, it returns the built-in value. */
class Mark implements Omit<DynamicField, "path"> {
  readonly [isDynamic] = true;
  readonly kind: DynamicField["kind"];
  readonly builtIn: unknown;
  readonly fallback: boolean;

  constructor(kind: DynamicField["kind"], builtIn: unknown, fallback: boolean) {
    this.kind = kind;
    this.builtIn = builtIn;
    this.fallback = fallback;
  }

  get(key?: string): Promise<unknown> {
    return bind({ ...this, path: [] }, "", nothing).get(key ?? "");
  }
}

export function mark<Value>(kind: "value", builtIn: Value, fallback: boolean): Dynamic<Value>;
export function mark<Value>(kind: "record", builtIn: Record<string, Value>, fallback: boolean): DynamicRecord<Value>;
export function mark(kind: DynamicField["kind"], builtIn: unknown, fallback: boolean): object {
  return new Mark(kind, builtIn, fallback);
}

/** The dynamic fields of a checked config, in its order; none inside arrays, where a key would shift. */
export function findDynamic(config: unknown, path: readonly string[] = []): DynamicField[] {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return [];
  if (isMark(config)) return [{ path, kind: config.kind, builtIn: config.builtIn, fallback: config.fallback }];
  return Object.entries(config).flatMap(([key, value]) => findDynamic(value, [...path, key]));
}

/** A field's key in the store; for a record, the prefix before the slash and the entry's own key. */
export function fieldKey(instance: string, { path }: Pick<DynamicField, "path">): string {
  return `${instance}/${path.join(".")}`;
}

/** The initial entries of a field in the store, by key. JSON has no `undefined`, so such a value has no entry. */
export function initialEntriesOf(instance: string, field: DynamicField): Record<string, string> {
  const key = fieldKey(instance, field);
  if (field.kind === "value") return field.builtIn === undefined ? {} : { [key]: JSON.stringify(field.builtIn) };
  const entries = Object.entries(field.builtIn as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [`${key}/${name}`, JSON.stringify(value)]));
}

/** A field that reads a store, as the compiled one does. */
function bind(field: DynamicField, instance: string, store: KeyValueStore): DynamicRecord<unknown> {
  const key = fieldKey(instance, field);
  if (field.kind === "value") return { get: () => readField(store, key, field.builtIn) };
  const builtIn = field.fallback ? (field.builtIn as Record<string, unknown>) : undefined;
  return { get: (name) => readRecord(store, key, name, builtIn) };
}

/** The config with every dynamic field bound to a store. */
export function bindAll(
  config: unknown,
  instance: string,
  store: KeyValueStore,
  path: readonly string[] = [],
): unknown {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return config;
  if (isMark(config)) return bind({ ...config, path }, instance, store);
  const entries = Object.entries(config).map(([key, value]) => [key, bindAll(value, instance, store, [...path, key])]);
  return Object.fromEntries(entries);
}

function isMark(value: object): value is Mark {
  return isDynamic in value;
}
