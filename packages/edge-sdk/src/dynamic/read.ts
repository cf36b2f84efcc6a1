import type { KeyValueStore } from "../types.ts";

// The store is edited by hand and by other tools: a value that is not JSON, or not of the built-in value's type, is
// treated as missing.

/** The store's value, or else the built-in one. */
export async function readField<Value>(store: KeyValueStore, key: string, builtIn: Value): Promise<Value> {
  const stored = parsed(await store.get(key));
  return stored !== undefined && (builtIn === undefined || typeof stored === typeof builtIn)
    ? (stored as Value)
    : builtIn;
}

/** The store's entry, or else the built-in one. */
export async function readRecord<Value>(
  store: KeyValueStore,
  prefix: string,
  key: string,
  builtIn?: Readonly<Record<string, Value>>,
): Promise<Value | undefined> {
  const stored = parsed(await store.get(`${prefix}/${key}`));
  if (stored !== undefined) return stored as Value;
  // Every object inherits a property for a hostile key such as `constructor`.
  return builtIn && Object.keys(builtIn).includes(key) ? builtIn[key] : undefined;
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
