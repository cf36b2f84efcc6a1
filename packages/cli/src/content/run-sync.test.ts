import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Bucket } from "../aws/s3/bucket.ts";
import type { SyncedContent } from "../project/registry.ts";
import { kindOf } from "./kinds.ts";
import { readLocalFiles } from "./local-files.ts";
import { isEmpty } from "./plan-sync.ts";
import { recordKey } from "./record.ts";
import { prepareSync, runSync, type SyncOptions } from "./run-sync.ts";

const content: SyncedContent = {
  from: "dist",
  grace: 60,
  immutable: [],
  cacheControl: { immutable: "immutable", pages: "pages", assets: "assets" },
  contentTypes: {},
  indexDocument: "index.html",
  maxInvalidationPaths: 1_000,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "featheredge-content-"));
  return () => rmSync(folder, { recursive: true });
});

const writeFiles = (files: Readonly<Record<string, string>>) => {
  rmSync(folder, { recursive: true });
  for (const [path, body] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), body);
  }
};

/** A bucket in memory. `killAfter` changes, each further one fails as if the process were killed. */
function memoryBucket(foreign: Readonly<Record<string, string>> = {}) {
  const objects = new Map<string, { body: string; etag: string; headers: Readonly<Record<string, string>> }>();
  for (const [key, body] of Object.entries(foreign)) objects.set(key, { body, etag: `foreign ${key}`, headers: {} });
  const state = { changes: [] as string[], killAfter: Infinity, invalidations: new Map<string, readonly string[]>() };
  let version = 0;
  const change = (what: string) => {
    if (state.changes.length >= state.killAfter) throw new Error("killed");
    state.changes.push(what);
  };
  const bucket: Bucket = {
    list: async () => new Map([...objects].map(([key, { etag }]) => [key, etag])),
    count: async () => objects.size,
    head: async (key) => objects.get(key)?.headers,
    read: async (key) => {
      const object = objects.get(key);
      return object && { text: object.body, etag: object.etag };
    },
    async put({ key, body, headers, ifMatch }) {
      if (ifMatch !== undefined && (objects.get(key)?.etag ?? null) !== ifMatch) {
        throw Object.assign(new Error("changed"), { name: "PreconditionFailed" });
      }
      const stored = await text(body.open());
      change(`put ${key}`);
      version += 1;
      objects.set(key, { body: stored, etag: `${version}`, headers });
      return `${version}`;
    },
    async remove(key) {
      change(`remove ${key}`);
      objects.delete(key);
    },
  };
  return { bucket, objects, state, change };
}

type Memory = ReturnType<typeof memoryBucket>;
let ids = 0;

async function sync({ bucket, state, change }: Memory, more: Partial<SyncOptions> & { tagHeader?: string } = {}) {
  const { tagHeader, ...rest } = more;
  const { files } = await readLocalFiles(folder, content, { prefix: rest.prefix ?? "", tagHeader });
  const options: SyncOptions = {
    bucket,
    bucketName: "pages",
    folder,
    prefix: "",
    files,
    grace: content.grace,
    now: 0,
    kindOf: (key) => kindOf(key, content),
    newId: () => `id-${ids++}`,
    stop: new AbortController().signal,
    onProgress: () => {},
    async invalidate(items, id) {
      if (state.invalidations.has(id)) return;
      change(`invalidate ${items.join(" ")}`);
      state.invalidations.set(id, items);
    },
    ...rest,
  };
  const prepared = await prepareSync(options);
  state.changes = [];
  await runSync(options, prepared);
  return prepared.plan;
}

const first = { "index.html": "names a.0123abcd.js", "a.0123abcd.js": "1", "site.css": "1" };
const second = { "index.html": "names a.4567cdef.js", "a.4567cdef.js": "2", "site.css": "2" };

describe("a sync", () => {
  it("uploads immutable files, then other assets, then pages, and records its changes before and after", async () => {
    const memory = memoryBucket();
    writeFiles(first);
    await sync(memory);
    expect(memory.state.changes).toEqual([
      `put ${recordKey}`,
      "put a.0123abcd.js",
      "put site.css",
      "put index.html",
      `put ${recordKey}`,
    ]);
    expect(memory.objects.get("a.0123abcd.js")?.headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "immutable",
    });
  });

  it("changes nothing the second time", async () => {
    const memory = memoryBucket();
    writeFiles(first);
    await sync(memory);
    expect(isEmpty(await sync(memory))).toBe(true);
    expect(memory.state.changes).toEqual([]);
  });

  it("keeps a superseded asset for the grace period, and deletes a removed page at once", async () => {
    const memory = memoryBucket();
    writeFiles({ ...first, "old.html": "old" });
    await sync(memory);
    writeFiles(second);
    const plan = await sync(memory, { now: 1_000 });
    expect(plan).toMatchObject({ deletes: ["old.html"], kept: [{ key: "a.0123abcd.js", until: 61_000 }] });
    expect(plan.invalidate).toEqual(["index.html", "old.html", "site.css"]);
    expect((await sync(memory, { now: 60_999 })).deletes).toEqual([]);
    expect((await sync(memory, { now: 61_000 })).deletes).toEqual(["a.0123abcd.js"]);
    expect([...memory.objects.keys()].sort()).toEqual([recordKey, "a.4567cdef.js", "index.html", "site.css"]);
  });

  it("starts the grace period of an asset that comes back again from zero", async () => {
    const memory = memoryBucket();
    writeFiles(first);
    await sync(memory);
    writeFiles(second);
    await sync(memory, { now: 1_000 });
    writeFiles(first);
    expect((await sync(memory, { now: 2_000 })).uploads.flat().map(({ key }) => key)).toEqual([
      "site.css",
      "index.html",
    ]);
    writeFiles(second);
    expect((await sync(memory, { now: 70_000 })).kept).toEqual([{ key: "a.0123abcd.js", until: 130_000 }]);
  });

  it("never deletes objects that others put into the bucket, and replaces those that it must", async () => {
    const memory = memoryBucket({ "uploads/photo.jpg": "theirs", "site.css": "theirs" });
    writeFiles(first);
    await sync(memory);
    writeFiles({ "index.html": "alone" });
    await sync(memory, { now: 1e9 });
    await sync(memory, { now: 2e9 });
    expect([...memory.objects.keys()].sort()).toEqual([recordKey, "index.html", "uploads/photo.jpg"]);
  });

  it("uploads an object again that someone else has overwritten", async () => {
    const memory = memoryBucket();
    writeFiles(first);
    await sync(memory);
    memory.objects.set("site.css", { body: "by hand", etag: "other", headers: {} });
    expect((await sync(memory)).invalidate).toEqual(["site.css"]);
    expect(memory.objects.get("site.css")?.body).toBe("1");
  });

  it("invalidates by the object's own cache tag where the replaced object has one", async () => {
    const memory = memoryBucket();
    const tagHeader = "x-amz-meta-cache-tag";
    writeFiles(first);
    await sync(memory);
    const tagged = await sync(memory, { tagHeader });
    expect(tagged.invalidate).toEqual(["a.0123abcd.js", "index.html", "site.css"]);
    writeFiles({ ...first, "site.css": "2" });
    const [tag] = (await sync(memory, { tagHeader })).invalidate;
    expect(tag).toBe(`#${memory.objects.get("site.css")?.headers[tagHeader]}`);
  });

  it("fails if another sync has changed the bucket meanwhile", async () => {
    const memory = memoryBucket();
    writeFiles(first);
    await sync(memory);
    writeFiles(second);
    const invalidate = async () => void memory.objects.set(recordKey, { body: "{}", etag: "another", headers: {} });
    const failed = await sync(memory, { invalidate }).catch((error) => error);
    expect(failed.diagnostics).toMatchObject([{ rule: "FE-CLI-124" }]);
  });
});

describe("a sync that is killed after any change", () => {
  it.each(Array.from({ length: 9 }, (_, index) => index))(
    "%i is completed by the next, with one invalidation, and no page names a missing asset",
    async (killAfter) => {
      const memory = memoryBucket();
      writeFiles({ ...first, "gone.html": "gone" });
      await sync(memory);
      writeFiles(second);
      memory.state.killAfter = killAfter;
      await sync(memory).catch((error) => expect(error.message).toBe("killed"));
      const named = memory.objects.get("index.html")?.body.replace("names ", "") ?? "";
      expect(memory.objects.has(named)).toBe(true);
      memory.state.killAfter = Infinity;
      await sync(memory);
      expect(isEmpty(await sync(memory))).toBe(true);
      expect(memory.objects.get("index.html")?.body).toBe(second["index.html"]);
      expect([...memory.state.invalidations.values()]).toEqual([["gone.html", "index.html", "site.css"]]);
    },
  );
});
