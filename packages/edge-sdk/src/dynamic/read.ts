import type { KeyValueStore } from "../types.ts";

// The store is edited by hand and by other tools: what is no JSON, or of another type than the built-in value, counts
// as not there.

/** A value of the store, else the built-in one. */
export async function readField<Value>(store: KeyValueStore, key: string, builtIn: Value): Promise<Value> {
  const found = parsed(await store.get(key));
  return found !== undefined && (builtIn === undefined || typeof found === typeof builtIn) ? (found as Value) : builtIn;
}

/** An entry of the store, else the built-in one. */
export async function readRecord<Value>(
  store: KeyValueStore,
  prefix: string,
  key: string,
  builtIn?: Readonly<Record<string, Value>>,
): Promise<Value | undefined> {
  const found = parsed(await store.get(`${prefix}/${key}`));
  if (found !== undefined) return found as Value;
  // A hostile key such as `constructor` finds something in any object.
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
