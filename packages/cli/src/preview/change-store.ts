import { setTimeout as sleep } from "node:timers/promises";
import { checkStoreEntry, checkStoreSize, keyValueStoreQuotas } from "@featheredge/aws-rules";
import { DiagnosticError } from "@featheredge/diagnostics";
import { valuePrefix } from "@featheredge/edge-sdk/preview";
import { type Store, type Update, updatesOf } from "../kvs/sync.ts";

/** The times that a change is tried while other previews change the store, too. */
const attempts = 30;

/** True for the keys of a preview: its entry, and its values. */
function isOwnKey(name: string, key: string): boolean {
  return key === name || key.startsWith(valuePrefix(name));
}

/**
 * The requests that give a preview its keys. Values are written before the entry that needs them, and deleted after it.
 *
 * @param entries of the whole store
 * @param wanted the preview's keys with their values; empty to remove the preview, whose entry is deleted first
 */
export function previewUpdates(
  entries: ReadonlyMap<string, string>,
  name: string,
  wanted: ReadonlyMap<string, string>,
): Update[] {
  const isEntry = ([key]: readonly [string, ...unknown[]]) => Number(key === name);
  const puts = [...wanted].filter(([key, value]) => entries.get(key) !== value).sort((a, b) => isEntry(a) - isEntry(b));
  const deletes = [...entries.keys()]
    .filter((key) => isOwnKey(name, key) && !wanted.has(key))
    .sort((a, b) => Number(b === name) - Number(a === name));
  return updatesOf(entries, puts, deletes);
}

/** Diagnostics for keys and values that a store does not take. */
export function checkPreviewEntries(
  entries: ReadonlyMap<string, string>,
  name: string,
  wanted: ReadonlyMap<string, string>,
): void {
  const wrong = [...wanted].flatMap(([key, value]) => checkStoreEntry({ key, value }));
  if (wrong.length > 0) throw new DiagnosticError(wrong);
  const others = [...entries].filter(([key]) => !isOwnKey(name, key));
  const pairs = [...others, ...wanted].map(([key, value]) => ({ key, value }));
  if (checkStoreSize(pairs) === undefined) return;
  const { value: most, page } = keyValueStoreQuotas.storeBytes;
  throw DiagnosticError.of("FE-CLI-150", {
    subject: name,
    message: `The KeyValueStore that all previews share would have more than ${most} B with the values of '${name}'.`,
    fix: "Remove previews that are not needed ('featheredge preview list' shows them), or give handlers fewer values.",
    page,
  });
}

/**
 * Gives a preview its keys. Other previews may change the store at the same time: then it is read again, and only this
 * preview's keys are changed.
 *
 * @param pause waits before another attempt; milliseconds
 * @returns true if anything was changed
 * @throws DiagnosticError before any change if a value or the store would be too large, and after 30 conflicts
 */
export async function changeStore(
  store: Store,
  name: string,
  wanted: ReadonlyMap<string, string>,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<boolean> {
  let changed = false;
  for (let attempt = 1; ; attempt++) {
    const { etag, entries } = await store.read();
    checkPreviewEntries(entries, name, wanted);
    try {
      let current = etag;
      for (const update of previewUpdates(entries, name, wanted)) {
        current = await store.update(current, update);
        changed = true;
      }
      return changed;
    } catch (error) {
      if ((error as Error).name !== "ConflictException") throw error;
      if (attempt === attempts) throw busy(name, error);
      // Random, or writers that met once would meet again.
      await pause(Math.random() * 100 * Math.min(attempt, 10));
    }
  }
}

function busy(name: string, cause: unknown): DiagnosticError {
  return DiagnosticError.of(
    "FE-CLI-152",
    {
      subject: name,
      message: `The KeyValueStore of the previews was changed by others ${attempts} times meanwhile.`,
      fix: "Run the command again: it completes what is missing.",
    },
    { cause },
  );
}
