import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SourceFiles } from "../source/source-files.ts";
import { BuildCache } from "./cache.ts";

let directory: string;
let made: number;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "featheredge-cache-"));
  made = 0;
  writeFileSync(path.join(directory, "input.ts"), "one");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const input = () => path.join(directory, "input.ts");
const open = (fingerprint = "compiler 1") =>
  new BuildCache(path.join(directory, "cache"), fingerprint, new SourceFiles(directory));
const take = (cache: BuildCache, recipe: unknown = "recipe") =>
  cache.take(recipe, async () => {
    made++;
    return { value: readFileSync(input(), "utf8"), inputs: [input()] };
  });

const entries = () =>
  readdirSync(path.join(directory, "cache"), { recursive: true, encoding: "utf8" }).filter((file) =>
    path.extname(file),
  );

describe("the build cache", () => {
  it("makes a result once, for this run and the next", async () => {
    expect([await take(open()), await take(open())]).toEqual(["one", "one"]);
    expect(made).toBe(1);
  });

  it("makes what is asked for twice at the same time once", async () => {
    const cache = open();
    expect(await Promise.all([take(cache), take(cache)])).toEqual(["one", "one"]);
    expect(made).toBe(1);
  });

  it("builds again when an input changes, and finds the old result when it changes back", async () => {
    await take(open());
    writeFileSync(input(), "two");
    expect(await take(open())).toBe("two");
    writeFileSync(input(), "one");
    expect(await take(open())).toBe("one");
    expect(made).toBe(2);
  });

  it("builds again for another recipe and another compiler", async () => {
    await take(open());
    await take(open(), "another");
    await take(open("compiler 2"));
    expect(made).toBe(3);
  });

  it("takes a torn or edited entry for none", async () => {
    await take(open());
    const files = entries().map((file) => path.join(directory, "cache", file));
    for (const file of files) writeFileSync(file, readFileSync(file, "utf8").slice(0, -4));
    expect(await take(open())).toBe("one");
    for (const file of files) writeFileSync(file, readFileSync(file, "utf8").replace("one", "two"));
    expect(await take(open())).toBe("one");
    expect(made).toBe(3);
  });

  it("keeps nothing of what fails, and leaves no drafts", async () => {
    const failing = open().take("recipe", () => Promise.reject(new Error("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await take(open())).toBe("one");
    expect(entries().filter((file) => !file.endsWith(".json"))).toEqual([]);
  });
});
