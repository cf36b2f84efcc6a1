import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FileSystem, machineFiles } from "../../files/file-system.ts";
import { makePrivateFolder, replaceFile } from "../../files/replace-file.ts";
import { storing } from "../../files/storage-error.ts";
import { LoopbackError } from "../../loopback-error.ts";
import type { Maker } from "../../runs/run.ts";
import { fromJson, toJson } from "./json.ts";

export interface StoredRecord {
  /** Unique in its account and kind. */
  readonly id: string;
  /** The run of Terraform that made the record. Missing when another program made it. */
  readonly maker?: RecordMaker;
}

export interface RecordMaker extends Maker {
  /** Set when other programs have changed the record since. */
  readonly shared?: true;
}

/** All resources of one kind in one account. Records are replaced, never mutated. */
export interface Collection<R extends StoredRecord> extends Iterable<R> {
  get(id: string): R | undefined;
  find(matches: (record: R) => boolean): R | undefined;
  readonly size: number;
  /**
   * Adds or replaces a record. Once this returns, the record survives a crash of the process and of the machine.
   * @throws {StorageError} when the record can't be written; the collection is then unchanged.
   */
  put(record: R): void;
  /** @throws {StorageError} when the record's file can't be deleted; the collection is then unchanged. */
  delete(id: string): void;
}

const extension = ".json";

/**
 * Opens a collection of records, with one file for each record where a directory is given. A file is replaced as a whole, so
 * that a record is in its old or its new version whenever the process is killed.
 * @param damaged - Makes the record that replaces a damaged one, from its id.
 * @throws {LoopbackError} that names the file, when a record is damaged and `damaged` is not given.
 */
export function openCollection<R extends StoredRecord>(
  directory: string | undefined,
  files: FileSystem = machineFiles,
  damaged?: (id: string) => R,
): Collection<R> {
  const records = new Map<string, R>();
  if (directory !== undefined && existsSync(directory)) {
    for (const name of readdirSync(directory)
      .filter((file) => file.endsWith(extension))
      .sort()) {
      const id = decodeURIComponent(name.slice(0, -extension.length));
      const record = load(join(directory, name), damaged && (() => damaged(id)));
      records.set(record.id, record);
    }
  }
  const fileOf = (id: string) => join(directory ?? "", `${encodeURIComponent(id)}${extension}`);
  return {
    get: (id) => records.get(id),
    find: (matches) => Array.from(records.values()).find(matches),
    get size() {
      return records.size;
    },
    put(record) {
      if (directory !== undefined) {
        makePrivateFolder(directory, files);
        replaceFile(fileOf(record.id), toJson(record), files);
      }
      records.set(record.id, record);
    },
    delete(id) {
      if (directory !== undefined) {
        storing(fileOf(id), () => files.rmSync(fileOf(id), { force: true }));
      }
      records.delete(id);
    },
    [Symbol.iterator]: () => records.values(),
  };
}

function load<R extends StoredRecord>(file: string, damaged?: () => R): R {
  try {
    return fromJson(readFileSync(file, "utf8")) as R;
  } catch (error) {
    if (damaged !== undefined) return damaged();
    throw new LoopbackError(
      `${file} is damaged: ${(error as Error).message}. The CloudFront resource in it is lost; all other resources of ` +
        "this loopback are intact, and your project and AWS are not affected. Restore the file from a backup, or delete " +
        "it: the next 'featheredge up' creates the resource again if your environment describes it; values that you put " +
        "into a KeyValueStore by hand are lost with their store.",
    );
  }
}
