import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readLocalFiles } from "./local-files.ts";

const content = {
  from: "dist",
  grace: 0,
  immutable: [],
  cacheControl: { immutable: "i", pages: "p", assets: "a" },
  contentTypes: { usdz: "model/vnd.usdz+zip" },
  indexDocument: "index.html",
  maxInvalidationPaths: 1,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "featheredge-files-"));
  return () => rmSync(folder, { recursive: true });
});

const read = () => readLocalFiles(folder, content, { prefix: "v1/", tagHeader: undefined });
const diagnosticsOf = () => read().catch((error) => error.diagnostics);

describe("the files of a folder", () => {
  it("have keys with the origin's path, types, and hashes, in the order of their keys", async () => {
    mkdirSync(join(folder, ".well-known"));
    writeFileSync(join(folder, ".well-known", "a.usdz"), "");
    writeFileSync(join(folder, "index.html"), "page");
    writeFileSync(join(folder, "data.unknown"), "");
    writeFileSync(join(folder, ".DS_Store"), "");
    const { files, untyped } = await read();
    expect(files.map(({ key, contentType, cacheControl }) => [key, contentType, cacheControl])).toEqual([
      ["v1/.well-known/a.usdz", "model/vnd.usdz+zip", "a"],
      ["v1/data.unknown", "application/octet-stream", "a"],
      ["v1/index.html", "text/html; charset=utf-8", "p"],
    ]);
    expect(files[2]).toMatchObject({
      bytes: 4,
      sha256: "3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274",
    });
    expect(untyped).toEqual(["data.unknown"]);
  });

  it("must exist, since an empty folder would empty the site", async () => {
    expect(await diagnosticsOf()).toMatchObject([{ rule: "FE-CLI-121", message: expect.stringContaining("no files") }]);
    rmSync(folder, { recursive: true });
    expect(await diagnosticsOf()).toMatchObject([{ rule: "FE-CLI-121" }]);
    mkdirSync(folder);
  });

  it("can't be where the sync keeps its record", async () => {
    mkdirSync(join(folder, ".featheredge"));
    writeFileSync(join(folder, ".featheredge", "content.json"), "");
    expect(await diagnosticsOf()).toMatchObject([{ rule: "FE-CLI-121" }]);
  });
});
