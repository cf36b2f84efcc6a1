import { differenceOf } from "../kvs/sync.ts";
import type { Difference } from "./difference.ts";

/**
 * Compares the entries that an environment lists with those of the store. Other keys are not a difference: secrets and
 * dynamic config are put there by hand.
 */
export function findStoreDifferences(
  store: string,
  entries: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): Difference[] {
  const { added, changed } = differenceOf(entries, wanted);
  return [
    ...added.map((key): Difference => ({ kind: "KeyValueStore", subject: store, detail: `lacks the key '${key}'` })),
    ...changed.map(
      (key): Difference => ({ kind: "KeyValueStore", subject: store, detail: `has another value of '${key}'` }),
    ),
  ];
}
