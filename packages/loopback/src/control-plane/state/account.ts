import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type FileSystem, machineFiles } from "../../files/file-system.ts";
import { type Collection, openCollection, type StoredRecord } from "./collection.ts";

/** A kind of resource: the name of its folder, and the type of its records. */
export interface Kind<R extends StoredRecord> {
  readonly name: string;
  /** The resource's type in ARNs; only for kinds that can have tags, whose records then have `tags`. */
  readonly taggedAs?: string;
  /** Only for TypeScript, to carry the type of the records: no kind sets it. */
  readonly record?: R;
}

/** The resources of one AWS account. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  /** The names of the kinds that the account has, or had, records of. */
  kinds(): Iterable<string>;
  all<R extends StoredRecord>(kind: Kind<R>): Collection<R>;
  /** `arn:aws:cloudfront::123456789012:distribution/E…` */
  arn(type: string, id: string): string;
}

/** All accounts that any client has used. */
export interface Accounts extends Iterable<Account> {
  get(id: string): Account;
}

/**
 * @param directory - The directory that keeps resources. Without it they are in memory only.
 * @param files - The file system that they are written to.
 */
export function openAccounts(directory: string | undefined, files: FileSystem = machineFiles): Accounts {
  const accounts = new Map<string, Account>();
  const get = (id: string) => {
    const account = accounts.get(id) ?? openAccount(id, directory && join(directory, id), files);
    accounts.set(id, account);
    return account;
  };
  if (directory !== undefined && existsSync(directory)) {
    for (const id of readdirSync(directory).filter((name) => /^\d{12}$/.test(name))) {
      get(id);
    }
  }
  return { get, [Symbol.iterator]: () => accounts.values() };
}

function openAccount(id: string, directory: string | undefined, files: FileSystem): Account {
  const entries =
    directory !== undefined && existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : [];
  const kinds = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const collections = new Map<string, Collection<StoredRecord>>(
    kinds.map((name) => [name, openCollection(directory && join(directory, name), files)]),
  );
  return {
    id,
    kinds: () => [...collections.keys()],
    all<R extends StoredRecord>(kind: Kind<R>) {
      const collection =
        collections.get(kind.name) ?? openCollection<R>(directory && join(directory, kind.name), files);
      // Each kind's name belongs to one type of record.
      collections.set(kind.name, collection as unknown as Collection<StoredRecord>);
      return collection as unknown as Collection<R>;
    },
    arn: (type, name) => `arn:aws:cloudfront::${id}:${type}/${name}`,
  };
}
