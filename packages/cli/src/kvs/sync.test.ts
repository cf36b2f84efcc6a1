import { keyValueStoreQuotas } from "@featheredge/aws-rules";
import { describe, expect, it } from "vitest";
import { differenceOf, type Store, syncStore, type Update, updatesOf } from "./sync.ts";

const { storeBytes, valueBytes } = keyValueStoreQuotas;

/** A store in memory, which remembers its size after each update. `meanwhile` runs before an update. */
function storeOf(initial: Iterable<readonly [string, string]>, meanwhile: (edit: Edit) => void = () => {}) {
  const entries = new Map(initial);
  const sizes: number[] = [];
  const updates: Update[] = [];
  let version = 0;
  const edit: Edit = (key, value) => {
    entries.set(key, value);
    version++;
  };
  const store: Store = {
    read: async () => ({ etag: `${version}`, entries: new Map(entries) }),
    async update(etag, update) {
      meanwhile(edit);
      if (etag !== `${version}`) throw Object.assign(new Error("changed"), { name: "ConflictException" });
      for (const key of update.deletes) entries.delete(key);
      for (const [key, value] of update.puts) entries.set(key, value);
      const bytes = [...entries].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
      if (bytes > storeBytes.value) throw Object.assign(new Error("5 MB"), { name: "ServiceQuotaExceededException" });
      sizes.push(entries.size);
      updates.push(update);
      return `${++version}`;
    },
  };
  return { store, entries, sizes, updates };
}
type Edit = (key: string, value: string) => void;

const numbered = (count: number, value: string) =>
  new Map(Array.from({ length: count }, (_, index) => [`key-${String(index).padStart(3, "0")}`, value]));

/** Deletes all entries and then puts the new ones, as the tool of sst #6894 does. */
async function replaceAll(store: Store, wanted: ReadonlyMap<string, string>): Promise<void> {
  const { etag, entries } = await store.read();
  const updates = [...updatesOf(new Map(), [], [...entries.keys()]), ...updatesOf(new Map(), [...wanted], [])];
  let current = etag;
  for (const update of updates) current = await store.update(current, update);
}

describe("a sync of a KeyValueStore", () => {
  it("never leaves the store empty, as replacing all entries does (sst #6894)", async () => {
    const naive = storeOf(numbered(120, "old"));
    await replaceAll(naive.store, numbered(120, "new"));
    expect(Math.min(...naive.sizes)).toBe(0);

    const synced = storeOf(numbered(120, "old"));
    await syncStore(synced.store, numbered(120, "new"), true);
    expect(synced.entries).toEqual(naive.entries);
    expect(Math.min(...synced.sizes)).toBe(120);
  });

  it("puts new keys before it deletes others", async () => {
    const { store, entries, sizes } = storeOf([["old", "1"]]);
    await syncStore(store, new Map([["new", "1"]]), true);
    expect(sizes).toEqual([2, 1]);
    expect([...entries]).toEqual([["new", "1"]]);
  });

  it("keeps keys that the environment does not list unless they are to be deleted", async () => {
    const { store, entries } = storeOf([["secret", "put by hand"]]);
    await syncStore(store, new Map([["a", "1"]]), false);
    expect([...entries.keys()]).toEqual(["secret", "a"]);
  });

  it("reads the store again after a conflict, and changes only the rest", async () => {
    let conflicts = 2;
    const { store, entries, updates } = storeOf(numbered(60, "old"), (edit) => {
      if (conflicts-- > 0) edit("other", "someone else's");
    });
    const difference = await syncStore(store, numbered(60, "new"), false);
    expect(difference.changed).toHaveLength(60);
    expect(entries.get("other")).toBe("someone else's");
    expect(entries.get("key-059")).toBe("new");
    expect(updates.map(({ puts }) => puts.length)).toEqual([50, 10]);
  });

  it("gives up after ten conflicts in a row", async () => {
    const { store } = storeOf([], (edit) => edit("other", "again"));
    await expect(syncStore(store, new Map([["a", "1"]]), false)).rejects.toMatchObject({ name: "ConflictException" });
  });

  it("sends nothing when nothing differs", async () => {
    const { store, updates } = storeOf([["a", "1"]]);
    await syncStore(store, new Map([["a", "1"]]), true);
    expect(updates).toEqual([]);
  });
});

describe("a sync near the 5 MB that a store has", () => {
  const large = "x".repeat(valueBytes.value);
  /** The most entries of the largest value, whose keys begin with a letter. */
  const full = (letter: string) =>
    new Map(
      Array.from({ length: Math.floor(storeBytes.value / (valueBytes.value + 5)) }, (_, index) => [
        `${letter}${String(index).padStart(4, "0")}`,
        large,
      ]),
    );

  it("deletes before it puts, but no more than the put needs, if all entries are replaced", async () => {
    const { store, entries, sizes, updates } = storeOf(full("a"));
    await syncStore(store, full("b"), true);
    expect([...entries.keys()]).toEqual([...full("b").keys()]);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(full("a").size - 50);
    expect(updates.every(({ puts, deletes }) => puts.length + deletes.length <= 50)).toBe(true);
  });

  it("shrinks values before it lets others grow", async () => {
    const keys = (letter: string, count: number) => [...full(letter).keys()].slice(0, count);
    const with2000 = (growing: string, shrinking: string) =>
      new Map([
        ...keys("a", 2000).map((key) => [key, growing] as const),
        ...keys("b", 2000).map((key) => [key, shrinking] as const),
        ...keys("c", full("c").size - 2020).map((key) => [key, large] as const),
      ]);
    const { store, entries, updates } = storeOf(with2000("", large));
    await syncStore(store, with2000(large, ""), true);
    expect(entries).toEqual(with2000(large, ""));
    expect(updates.every(({ deletes }) => deletes.length === 0)).toBe(true);
  });

  it("changes nothing if the store would have more at the end, and says how it fits", async () => {
    const { store, updates } = storeOf(full("a"));
    const sync = syncStore(store, full("b"), false);
    await expect(sync).rejects.toMatchObject({
      diagnostics: [
        { rule: "FE-LIM-004", fix: "Delete the 5095 that the environment does not list: 'kvs sync --delete'." },
      ],
    });
    expect(updates).toEqual([]);
  });
});

describe("an update", () => {
  it("has 50 keys at most", () => {
    const updates = updatesOf(new Map(), [...numbered(101, "x")], ["y"]);
    expect(updates.map(({ puts, deletes }) => [puts.length, deletes.length])).toEqual([
      [50, 0],
      [50, 0],
      [1, 0],
      [0, 1],
    ]);
  });
});

describe("a difference", () => {
  it("names keys and no values", () => {
    const store = new Map([
      ["a", "1"],
      ["b", "1"],
      ["c", "1"],
    ]);
    const wanted = new Map([
      ["a", "1"],
      ["b", "2"],
      ["d", "1"],
    ]);
    expect(differenceOf(store, wanted)).toEqual({ added: ["d"], changed: ["b"], extra: ["c"] });
  });
});
