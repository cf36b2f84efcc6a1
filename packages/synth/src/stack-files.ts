import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file of a stack's folder: the path of a file or folder to copy, or the content. */
export type StackFile = string | Uint8Array;

/** Files of a stack's folder next to its configuration, by their path in that folder, such as `functions/router.js`. */
export type StackFiles = ReadonlyMap<string, StackFile>;

/** Writes a stack's files to its folder. Folders are copied with everything in them. */
export function writeStackFiles(files: StackFiles, directory: string): void {
  for (const [path, file] of files) {
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    if (typeof file === "string") copy(file, target);
    else writeFileSync(target, file);
  }
}

/** The content of a file, as it will be in the stack's folder; undefined if the stack has no such file. */
export function readStackFile(files: StackFiles, path: string): Uint8Array | undefined {
  const file = files.get(path) ?? inFolder(files, path);
  if (typeof file !== "string") return file;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined;
}

/** The path of a file in one of the folders that are copied. */
function inFolder(files: StackFiles, path: string): string | undefined {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = files.get(path.slice(0, end));
    if (typeof folder === "string") return join(folder, path.slice(end + 1));
  }
  return undefined;
}

/** Copies content without modes and times, so that they don't depend on the machine. */
function copy(from: string, to: string): void {
  if (!statSync(from).isDirectory()) {
    copyFileSync(from, to);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) copy(join(from, name), join(to, name));
}
