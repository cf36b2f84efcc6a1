import type { Maker } from "../../runs/run.ts";
import type { Account } from "./account.ts";
import type { Collection, RecordMaker, StoredRecord } from "./collection.ts";

/**
 * Opens an account for one client: each record that the client adds names the run of Terraform that made it, and a run's
 * record that another program changes is marked as shared.
 * @param maker - The client's run; undefined for other programs.
 */
export function madeBy(account: Account, maker: Maker | undefined): Account {
  return { ...account, all: (kind) => marking(account.all(kind), maker) };
}

function marking<R extends StoredRecord>(collection: Collection<R>, maker: Maker | undefined): Collection<R> {
  return {
    get: (id) => collection.get(id),
    find: (matches) => collection.find(matches),
    get size() {
      return collection.size;
    },
    put(record) {
      const before = collection.get(record.id);
      const marked = before === undefined ? maker : changedBy(before.maker, maker);
      collection.put(marked === undefined ? record : { ...record, maker: marked });
    },
    delete: (id) => collection.delete(id),
    [Symbol.iterator]: () => collection[Symbol.iterator](),
  };
}

function changedBy(before: RecordMaker | undefined, maker: Maker | undefined): RecordMaker | undefined {
  return before === undefined || maker?.stack === before.stack ? before : { ...before, shared: true };
}
