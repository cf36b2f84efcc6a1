import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changes } from "./changes.ts";

let root: string;
let stop: AbortController;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "featheredge-watch-")));
  mkdirSync(join(root, "a", "inner"), { recursive: true });
  mkdirSync(join(root, "b"));
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  rmSync(root, { recursive: true });
});

const write = (...path: string[]) => writeFileSync(join(root, ...path), "");

/** All that is told until every wanted file is among it. */
async function until(found: AsyncGenerator<string[], void>, wanted: readonly string[]): Promise<Set<string>> {
  const told = new Set<string>();
  for await (const batch of found) {
    for (const file of batch) told.add(file.slice(root.length + 1));
    if (wanted.every((file) => told.has(file))) break;
  }
  return told;
}

describe("changes", () => {
  it("are told of every folder, however deep, but not of an editor's scratch files", async () => {
    const found = changes([join(root, "a"), join(root, "b")], stop.signal);
    const told = until(found, ["a/inner/x.ts", "b/y.ts"]);
    write("a", "inner", ".x.ts.swp");
    write("a", "inner", "x.ts");
    write("b", "4913");
    write("b", "y.ts~");
    write("b", "y.ts");
    expect([...(await told)].filter((file) => /swp|4913|~/.test(file))).toEqual([]);
  });

  it("of the time when nobody asks are told together, sorted", async () => {
    const found = changes([join(root, "b")], stop.signal);
    const first = found.next();
    write("b", "first.ts");
    await first;
    write("b", "z.ts");
    write("b", "a.ts");
    expect(await until(found, ["b/a.ts", "b/z.ts"])).toEqual(new Set(["b/a.ts", "b/z.ts"]));
  });

  it("end when they are stopped", async () => {
    const next = changes([join(root, "a")], stop.signal).next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
