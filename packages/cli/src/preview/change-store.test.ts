import { describe, expect, it } from "vitest";
import type { Store, Update } from "../kvs/sync.ts";
import { changeStore, previewUpdates } from "./change-store.ts";

/** A store in memory. Before each of the first updates, `others` change it. */
function memoryStore(
  start: Readonly<Record<string, string>>,
  others: readonly Readonly<Record<string, string>>[] = [],
) {
  const entries = new Map(Object.entries(start));
  const updates: Update[] = [];
  const waiting = [...others];
  let version = 1;
  const store: Store = {
    read: async () => ({ etag: String(version), entries: new Map(entries) }),
    async update(etag, update) {
      const changes = waiting.shift();
      if (changes !== undefined) {
        for (const [key, value] of Object.entries(changes)) entries.set(key, value);
        version += 1;
      }
      if (etag !== String(version)) throw Object.assign(new Error("changed"), { name: "ConflictException" });
      for (const [key, value] of update.puts) entries.set(key, value);
      for (const key of update.deletes) entries.delete(key);
      updates.push(update);
      version += 1;
      return String(version);
    },
  };
  return { store, entries, updates };
}

const noPause = async () => {};
const change = (store: Store, name: string, wanted: Readonly<Record<string, string>>) =>
  changeStore(store, name, new Map(Object.entries(wanted)), noPause);

describe("the requests that change a preview's keys", () => {
  it("write values before the entry, and delete old values after it", () => {
    const entries = new Map(Object.entries({ "pr-1": "old", "pr-1/gone": "1", "pr-1/same": "2", "pr-10": "x" }));
    const wanted = new Map(Object.entries({ "pr-1": "new", "pr-1/same": "2", "pr-1/z": "3" }));
    expect(previewUpdates(entries, "pr-1", wanted)).toEqual([
      {
        puts: [
          ["pr-1/z", "3"],
          ["pr-1", "new"],
        ],
        deletes: [],
      },
      { puts: [], deletes: ["pr-1/gone"] },
    ]);
  });

  it("delete the entry of a removed preview first", () => {
    const entries = new Map(Object.entries({ "pr-1/a": "1", "pr-1": "old", "pr-1/b": "1", "pr-12": "x" }));
    expect(previewUpdates(entries, "pr-1", new Map())).toEqual([{ puts: [], deletes: ["pr-1", "pr-1/a", "pr-1/b"] }]);
  });

  it("write the entry last where there are more keys than one request takes", () => {
    const values = Array.from({ length: 60 }, (_, index) => [`pr-1/${index}`, "v"] as const);
    const updates = previewUpdates(new Map(), "pr-1", new Map([["pr-1", "entry"], ...values]));
    expect(updates.map(({ puts }) => puts.length)).toEqual([50, 11]);
    expect(updates.at(-1)?.puts.at(-1)).toEqual(["pr-1", "entry"]);
  });
});

describe("changing a preview's keys", () => {
  it("tries again when other previews changed the store meanwhile, and keeps their changes", async () => {
    const { store, entries } = memoryStore({ "pr-2": "a" }, [{ "pr-3": "b" }, { "pr-2": "c" }]);
    expect(await change(store, "pr-1", { "pr-1": "new" })).toBe(true);
    expect(Object.fromEntries(entries)).toEqual({ "pr-1": "new", "pr-2": "c", "pr-3": "b" });
  });

  it("changes nothing the second time", async () => {
    const { store, updates } = memoryStore({ "pr-1": "new", "pr-1/a": "1" });
    expect(await change(store, "pr-1", { "pr-1": "new", "pr-1/a": "1" })).toBe(false);
    expect(updates).toEqual([]);
  });

  it("fails after thirty conflicts, and says that the next run completes it", async () => {
    const others = Array.from({ length: 40 }, (_, index) => ({ other: String(index) }));
    await expect(change(memoryStore({}, others).store, "pr-1", { "pr-1": "new" })).rejects.toMatchObject({
      diagnostics: [{ rule: "FE-CLI-152", fix: expect.stringContaining("again") }],
    });
  });

  it("rejects a value over 1 KB and a store over 5 MB before it changes anything", async () => {
    const { store, updates } = memoryStore({});
    await expect(change(store, "pr-1", { "pr-1": "e", "pr-1/a": "x".repeat(1025) })).rejects.toMatchObject({
      diagnostics: [{ rule: "FE-LIM-003" }],
    });
    const full = memoryStore(
      Object.fromEntries(Array.from({ length: 5_150 }, (_, index) => [`pr-2/${index}`, "x".repeat(1_000)])),
    );
    await expect(change(full.store, "pr-1", { "pr-1": "e", "pr-1/a": "x".repeat(1_024) })).resolves.toBe(true);
    const values = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`pr-1/${index}`, "x".repeat(1_024)]));
    await expect(change(full.store, "pr-1", { "pr-1": "e", ...values })).rejects.toMatchObject({
      diagnostics: [{ rule: "FE-CLI-150", fix: expect.stringContaining("featheredge preview list") }],
    });
    expect(updates).toEqual([]);
  });
});
