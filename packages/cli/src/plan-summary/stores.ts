import type { KeyValueStoreChange } from "./model.ts";
import { isObject, type PlannedResource } from "./plan-json.ts";
import type { Mask } from "./secrets.ts";

export const storeKeysType = "aws_cloudfrontkeyvaluestore_keys_exclusive";

/** The entries of a distribution's KeyValueStore, as the environment lists them. */
export type Entries = Readonly<Record<string, string>>;

/** The values that only the store has: someone put them there, and they may be secret. */
export function valuesByHand(keys: PlannedResource | undefined, entries: Entries): string[] {
  return [...liveEntries(keys)].flatMap(([key, value]) => (entries[key] === value ? [] : [value]));
}

/**
 * Compares the environment's entries with those of the store, of which the state has a copy.
 * @returns undefined if both have the same
 */
export function compareStore(
  keys: PlannedResource | undefined,
  entries: Entries,
  mask: Mask,
): KeyValueStoreChange | undefined {
  if (keys === undefined || keys.change.after === null) return undefined;
  const live = liveEntries(keys);
  const byApply = keys.change.actions.includes("create");
  const entry = ([key, value]: [string, string]) => ({ key, value: mask(value) });
  const all = Object.entries(entries);
  const added = all.filter(([key]) => byApply || !live.has(key)).map(entry);
  const changed = all.filter(([key, value]) => !byApply && live.has(key) && live.get(key) !== value).map(entry);
  const extra = byApply ? [] : [...live.keys()].filter((key) => !Object.hasOwn(entries, key));
  return added.length + changed.length + extra.length === 0 ? undefined : { byApply, added, changed, extra };
}

function liveEntries(keys: PlannedResource | undefined): Map<string, string> {
  const pairs = keys?.change.before?.resource_key_value_pair;
  const list = Array.isArray(pairs) ? pairs.filter(isObject) : [];
  return new Map(list.map(({ key, value }) => [String(key), String(value)]));
}
