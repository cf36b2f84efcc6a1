import { dirname } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import { Events } from "./events.ts";
import { differences, isIgnored, type Snapshot, takeSnapshot } from "./snapshot.ts";

/**
 * Watches folders. It resolves when every later change will be seen, with the batches of changed files: absolute paths,
 * sorted. A batch is complete when no file has changed for a moment; changes that are made while the caller is busy, as
 * during a build, are in the next batch. Editors' scratch files, hidden files and `node_modules` are not watched, and
 * links to folders are not followed.
 *
 * chokidar reports that something changed, and snapshots say what. chokidar alone does not suffice (nor do
 * `@parcel/watcher` and watchpack): when a folder is renamed over another, it goes on watching the old one, and it does
 * not see that a missing folder is created. So each folder is watched by itself, and when folders were added or
 * replaced, chokidar is started again.
 *
 * @param roots - Absolute paths; a folder that does not exist yet is seen when it is created.
 * @param stop - Ends the batches and releases the folders.
 * @throws {DiagnosticError} from a batch, when the system can't watch the folders.
 */
export async function watchChanges(
  roots: readonly string[],
  stop: AbortSignal,
): Promise<AsyncGenerator<string[], void>> {
  const events = new Events(stop);
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
      await events.next();
      await events.quiet();
      if (stop.aborted) return;
      const after = await readAndWatch();
      const changed = new Set([...events.take(), ...differences(before.files, after.files)]);
      before = after;
      if (changed.size > 0) yield [...changed].sort();
    }
  }

  /** Takes a snapshot all of whose folders are watched. */
  async function readAndWatch(): Promise<Snapshot> {
    for (;;) {
      const snapshot = takeSnapshot(roots);
      if (differences(watched, snapshot.folders).length === 0) return snapshot;
      await watcher.close();
      watched = snapshot.folders;
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
