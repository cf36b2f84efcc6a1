import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { basename, join, sep } from "node:path";

/** The state of a tree of folders: absolute path → what changes when the file is written or the folder is replaced. */
export interface Snapshot {
  readonly files: ReadonlyMap<string, string>;
  readonly folders: ReadonlyMap<string, string>;
}

/** The one hidden folder that sites publish. @see https://www.rfc-editor.org/rfc/rfc8615 */
const published = ".well-known";

/**
 * True for what is not the author's source: hidden files, `node_modules`, and the files by which editors keep backups
 * or test whether they may write.
 */
export function isIgnored(path: string): boolean {
  const name = basename(path);
  if (name === published) return false;
  return name.startsWith(".") || name.endsWith("~") || name === "4913" || name === "node_modules";
}

/** True for a path in a folder or in one below it. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}${sep}`);
}

/** Reads the state of folders. Paths that don't exist are omitted; links to folders are not followed. */
export function takeSnapshot(roots: readonly string[]): Snapshot {
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  const read = (folder: string): void => {
    const own = statsOf(folder);
    if (own === undefined || !own.isDirectory()) return;
    folders.set(folder, String(own.ino));
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (isIgnored(path)) continue;
      if (entry.isDirectory()) {
        read(path);
        continue;
      }
      const stats = statsOf(path);
      if (stats?.isFile()) files.set(path, `${stats.ino} ${stats.mtimeMs} ${stats.size}`);
    }
  };
  for (const root of roots) read(root);
  return { files, folders };
}

/** The keys that only one of two maps has, or whose values differ. */
export function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => before.get(key) !== after.get(key));
}

// A file can be removed, or be unreadable, between listing and reading it: then it isn't in the snapshot.
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
