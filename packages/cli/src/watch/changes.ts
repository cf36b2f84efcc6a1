import { watch } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** How long the files must rest: an editor, and git more so, writes several at a stroke. */
const restMs = 100;

/**
 * The files that change in folders, in batches, sorted: each batch when the files have come to rest. What changes while
 * nobody asks, as during a build, is in the next batch.
 *
 * @param stop - Ends it, and lets go of the folders.
 */
export async function* changes(folders: readonly string[], stop: AbortSignal): AsyncGenerator<string[], void> {
  const changed = new Set<string>();
  let wake = () => {};
  const wakeUp = () => wake();
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_, file) => {
      if (file === null || isScratch(file)) return;
      changed.add(join(folder, file));
      wake();
    }),
  );
  stop.addEventListener("abort", wakeUp);
  try {
    while (!stop.aborted) {
      if (changed.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const before = changed.size;
      await delay(restMs, undefined, { signal: stop }).catch(() => {});
      if (stop.aborted || changed.size !== before) continue;
      const batch = [...changed].sort();
      changed.clear();
      yield batch;
    }
  } finally {
    stop.removeEventListener("abort", wakeUp);
    for (const watcher of watchers) watcher.close();
  }
}

/** Editors' own: swap files, backups, and vim's test of whether it may write. */
function isScratch(file: string): boolean {
  const name = basename(file);
  return name.startsWith(".") || name.endsWith("~") || name === "4913";
}
