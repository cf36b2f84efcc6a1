import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type FSWatcher, watch } from "chokidar";
import { Events } from "./events.ts";
import { differences, isBelow, isIgnored, type Snapshot, takeSnapshot } from "./snapshot.ts";

/**
 * Watches folders. It resolves when every later change will be seen, with the batches of changed files: absolute paths,
 * sorted. A batch is complete when no file has changed for a moment; changes that are made while the caller is busy, as
 * during a build, are in the next batch. Editors' scratch files, hidden files (except those in
 * `.well-known`) and `node_modules` are not watched, and links to folders are not followed.
 *
 * chokidar reports that something changed, and snapshots say what. chokidar alone does not suffice (nor do
 * `@parcel/watcher` and watchpack): when a folder is renamed over another, it goes on watching the old one, and it does
 * not see that a missing folder is created. So each folder is watched by itself, and when folders were added or
 * replaced, chokidar is started again.
 *
 * @param rootsNow - Absolute paths; a folder that does not exist yet is seen when it is created. It is called again for
 * each batch. A folder that it did not name before is a batch by itself, without its files: the caller may have read them
 * before they were watched.
 * @param stop - Ends the batches and releases the folders.
 * @throws {DiagnosticError} from a batch, when the system can't watch the folders.
 */
export async function watchChanges(
  rootsNow: () => readonly string[],
  stop: AbortSignal,
): Promise<AsyncGenerator<string[], void>> {
  const events = new Events(stop);
  let roots = rootsNow();
  let watchedRoots = roots;
  let watched = takeSnapshot(roots).folders;
  let watcher = await start(roots, watched, events);
  stop.addEventListener("abort", () => watcher.close(), { once: true });
  // It may have been stopped before, or meanwhile.
  if (stop.aborted) await watcher.close();
  let before = await readAndWatch();
  events.take();
  return batches();

  async function* batches(): AsyncGenerator<string[], void> {
    for (;;) {
      const added = takeNewRoots();
      if (added.length === 0) {
        await events.next();
        await events.quiet();
      }
      if (stop.aborted) return;
      const after = await readAndWatch();
      const seen = [...events.take(), ...differences(before.files, after.files)];
      const known = roots.filter((root) => !added.includes(root));
      const changed = new Set([...added, ...seen.filter((file) => known.some((root) => isBelow(file, root)))]);
      before = after;
      if (changed.size > 0) yield [...changed].sort();
    }
  }

  /** Takes over the caller's present roots. @returns those that are new */
  function takeNewRoots(): string[] {
    const now = rootsNow();
    const added = now.filter((root) => !roots.includes(root));
    if (!isDeepStrictEqual(now, roots)) roots = now;
    return added;
  }

  /** Takes a snapshot all of whose folders are watched. */
  async function readAndWatch(): Promise<Snapshot> {
    for (;;) {
      const snapshot = takeSnapshot(roots);
      if (watchedRoots === roots && differences(watched, snapshot.folders).length === 0) return snapshot;
      await watcher.close();
      watched = snapshot.folders;
      watchedRoots = roots;
      watcher = await start(roots, watched, events);
      if (stop.aborted) {
        await watcher.close();
        return snapshot;
      }
    }
  }
}

/** Resolves when chokidar watches each folder, or has failed to. */
async function start(
  roots: readonly string[],
  folders: ReadonlyMap<string, string>,
  events: Events,
): Promise<FSWatcher> {
  // Only the folder above sees that a root is created or replaced.
  const above = roots.map((root) => dirname(root)).filter((folder) => !folders.has(folder));
  const watcher = watch([...above, ...folders.keys()], {
    ignoreInitial: true,
    atomic: false,
    followSymlinks: false,
    depth: 0,
    ignored: (path) => isIgnored(path) && !folders.has(path) && !above.includes(path),
  });
  // "raw" comes for each event of the system, also for those in which chokidar sees no change.
  watcher.on("raw", () => events.add());
  watcher.on("all", (event, file) => {
    events.add(!event.endsWith("Dir") && folders.has(dirname(file)) ? file : undefined);
  });
  await new Promise<void>((resolve) => {
    watcher.once("ready", resolve);
    watcher.on("error", (error) => {
      events.fail(error);
      resolve();
    });
    events.stop.addEventListener("abort", () => resolve(), { once: true });
  });
  return watcher;
}
