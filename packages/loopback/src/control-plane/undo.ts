import type { MadeByRuns } from "../runs/run.ts";
import { newId } from "./ids.ts";
import { distributionKind } from "./resources/distribution/kind.ts";
import { invalidationKind } from "./resources/invalidation/kind.ts";
import { changeEntries, type Entries } from "./resources/key-value-store/entries.ts";
import { keyValueStoreKind } from "./resources/key-value-store/kind.ts";
import { monitoringSubscriptionKind } from "./resources/monitoring-subscription/kind.ts";
import type { Account, Accounts, Kind } from "./state/account.ts";
import type { RecordMaker, StoredRecord } from "./state/collection.ts";

/** The entries of a deleted KeyValueStore that other programs had written to. */
interface SetAside extends StoredRecord {
  /** The store's name, under which Terraform will create it again. */
  readonly id: string;
  readonly stack: string;
  readonly entries: Entries;
}

const setAsideKind: Kind<SetAside> = { name: "key-value-store-entries" };

/**
 * Undoes runs of Terraform in CloudFront. A run's records are deleted even when other resources refer to them: the same run
 * changed those resources, and the next apply changes them again.
 */
export function recordsOfRuns(accounts: Accounts): MadeByRuns {
  const made = (isMeant: (maker: RecordMaker) => boolean) =>
    Array.from(accounts).flatMap((account) => madeRecords(account, isMeant));
  const setAside = (stack: string) =>
    Array.from(accounts).flatMap((account) =>
      Array.from(account.all(setAsideKind))
        .filter((record) => record.stack === stack)
        .map((record) => ({ account, record })),
    );
  return {
    async undo(runs) {
      const records = made(({ run }) => runs.has(run));
      for (const { account, kind, record } of records) {
        if (kind.name === keyValueStoreKind.name && record.maker?.shared) setEntriesAside(record.id, account);
        deleteRecord(record.id, kind, account);
      }
    },
    async giveBack(stack) {
      for (const { account, record } of setAside(stack)) {
        const stores = account.all(keyValueStoreKind);
        const store = stores.find(({ name }) => name === record.id);
        if (store === undefined) continue;
        const entries = changeEntries(store.entries, record.entries, []);
        const maker = store.maker && { ...store.maker, shared: true as const };
        stores.put({ ...store, entries, entriesEtag: newId.etag(), ...(maker && { maker }) });
        account.all(setAsideKind).delete(record.id);
      }
    },
    async remove(stack) {
      const records = made((maker) => maker.stack === stack);
      for (const { account, kind, record } of records) deleteRecord(record.id, kind, account);
      for (const { account, record } of setAside(stack)) account.all(setAsideKind).delete(record.id);
    },
    async rename(from, to) {
      for (const { account, kind, record } of made((maker) => maker.stack === from)) {
        account.all(kind).put({ ...record, ...(record.maker && { maker: { ...record.maker, stack: to } }) });
      }
      for (const { account, record } of setAside(from)) account.all(setAsideKind).put({ ...record, stack: to });
    },
    has: (stack) => made((maker) => maker.stack === stack).length > 0,
  };
}

function madeRecords(account: Account, isMeant: (maker: RecordMaker) => boolean) {
  const kinds = Array.from(account.kinds(), (name): Kind<StoredRecord> => ({ name }));
  return kinds.flatMap((kind) =>
    Array.from(account.all(kind))
      .filter(({ maker }) => maker !== undefined && isMeant(maker))
      .map((record) => ({ account, kind, record })),
  );
}

function setEntriesAside(id: string, account: Account): void {
  const store = account.all(keyValueStoreKind).get(id);
  if (store?.maker === undefined) return;
  // A store of this name may have been undone before without being created again since.
  const earlier = account.all(setAsideKind).get(store.name)?.entries ?? [];
  const entries = changeEntries(earlier, store.entries, []);
  account.all(setAsideKind).put({ id: store.name, stack: store.maker.stack, entries });
}

/** Deletes the resources of a distribution before the distribution, so that a process killed in between leaves no orphans. */
function deleteRecord(id: string, kind: Kind<StoredRecord>, account: Account): void {
  if (kind.name === distributionKind.name) {
    account.all(monitoringSubscriptionKind).delete(id);
    const invalidations = account.all(invalidationKind);
    const own = Array.from(invalidations).filter(({ distributionId }) => distributionId === id);
    for (const invalidation of own) invalidations.delete(invalidation.id);
  }
  account.all(kind).delete(id);
}
