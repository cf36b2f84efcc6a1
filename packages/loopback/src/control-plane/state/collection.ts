import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LoopbackError } from "../../loopback-error.ts";
import { fromJson, toJson } from "./json.ts";

export interface StoredRecord {
  /** Unique in its account and kind. */
  readonly id: string;
}

/** All resources of one kind in one account. Records are replaced, never mutated. */
export interface Collection<R extends StoredRecord> extends Iterable<R> {
  get(id: string): R | undefined;
  find(matches: (record: R) => boolean): R | undefined;
  readonly size: number;
  /** Adds or replaces a record. When it returns, the record outlives this process. */
  put(record: R): void;
  delete(id: string): void;
}

const extension = ".json";

/**
 * A collection of records, one file each where a directory is given. A file is written beside and renamed into place,
 * so that whenever the process is killed each record is there as it was before or after a change.
 * @throws {LoopbackError} when a file in the directory can't be read as a record.
 */
export function openCollection<R extends StoredRecord>(directory: string | undefined): Collection<R> {
  const records = new Map<string, R>();
  if (directory !== undefined && existsSync(directory)) {
    for (const name of readdirSync(directory)
      .filter((file) => file.endsWith(extension))
      .sort()) {
      const record = load<R>(join(directory, name));
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
        mkdirSync(directory, { recursive: true });
        const file = fileOf(record.id);
        writeFileSync(`${file}.new`, toJson(record));
        renameSync(`${file}.new`, file);
      }
      records.set(record.id, record);
    },
    delete(id) {
      if (directory !== undefined) {
        rmSync(fileOf(id), { force: true });
      }
      records.delete(id);
    },
    [Symbol.iterator]: () => records.values(),
  };
}

function load<R extends StoredRecord>(file: string): R {
  try {
    return fromJson(readFileSync(file, "utf8")) as R;
  } catch (error) {
    throw new LoopbackError(`${file} holds no resource of the loopback's (${error}); remove it, or the whole folder.`);
  }
}
