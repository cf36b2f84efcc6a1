import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The first of these files that a folder has is its handler. */
const handlerFiles = ["handler.ts", "handler.js"];

/**
 * The source of the handler in a folder.
 *
 * @returns its absolute path; undefined when the folder holds no handler
 */
export function handlerFileOf(folder: string): string | undefined {
  return handlerFiles.map((file) => path.join(folder, file)).find(isFile);
}

/** The names of the folders that hold a handler, sorted; empty when the directory is missing. */
export function handlerFolders(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => handlerFileOf(path.join(directory, name)) !== undefined)
    .sort();
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}
