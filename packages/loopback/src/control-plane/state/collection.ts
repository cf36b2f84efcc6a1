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
  /** The run of Terraform that made it; missing where another program did. */
  readonly maker?: RecordMaker;
}

export interface RecordMaker extends Maker {
  /** Other programs have changed it since. */
  readonly shared?: true;
}

/** All resources of one kind in one account. Records are replaced, never mutated. */
export interface Collection<R extends StoredRecord> extends Iterable<R> {
  get(id: string): R | undefined;
  find(matches: (record: R) => boolean): R | undefined;
  readonly size: number;
  /**
   * Adds or replaces a record. When it returns, the record outlives this process and the machine.
   * @throws {StorageError} when it can't be kept; nothing has changed then.
   */
  put(record: R): void;
  /** @throws {StorageError} when its file can't be deleted; nothing has changed then. */
  delete(id: string): void;
}

const extension = ".json";

/**
 * A collection of records, one file each where a directory is given. A file is replaced as a whole, so that each record
 * is there as it was before or after a change whenever the process is killed.
 * @param damaged - Replaces a damaged record, by its id.
 * @throws {LoopbackError} that names the file, when one in the directory is damaged and is not replaced.
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
        "it: the next 'featheredge up' makes the resource again if your environment describes it; values that you put " +
        "into a KeyValueStore by hand are lost with their store.",
    );
  }
}
