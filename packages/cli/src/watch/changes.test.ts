import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchChanges } from "./changes.ts";

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

/** Watches the test's two folders. */
const start = () => watchChanges(() => [join(root, "a"), join(root, "b")], stop.signal);

const write = (file: string, text = "") => writeFileSync(join(root, file), text);

/** Saves as editors, `sed -i` and git do: under another name, then renamed over the file. */
function saveByRename(file: string, text: string): void {
  const temporary = join(root, dirname(file), ".saved");
  writeFileSync(temporary, text);
  renameSync(temporary, join(root, file));
}

/** Everything reported until every wanted file is in it. */
async function until(batches: AsyncGenerator<string[], void>, wanted: readonly string[]): Promise<Set<string>> {
  const reported = new Set<string>();
  while (!wanted.every((file) => reported.has(file))) {
    const { done, value } = await batches.next();
    if (done) throw new Error(`The watch ended after: ${[...reported].join(", ")}`);
    for (const file of value) reported.add(file.slice(root.length + 1));
  }
  return reported;
}

describe("watching for changes", () => {
  it("reports files of every folder, however deep, but not an editor's scratch files", async () => {
    const batches = await start();
    write("a/inner/.x.ts.swp");
    write("a/inner/x.ts");
    write("b/4913");
    write("b/y.ts~");
    write("b/y.ts");
    expect(await until(batches, ["a/inner/x.ts", "b/y.ts"])).toEqual(new Set(["a/inner/x.ts", "b/y.ts"]));
  });

  it("reports the files that a site publishes in .well-known", async () => {
    mkdirSync(join(root, "a", ".well-known"));
    const batches = await start();
    write("a/.well-known/security.txt");
    expect(await until(batches, ["a/.well-known/security.txt"])).toEqual(new Set(["a/.well-known/security.txt"]));
  });

  it("reports together, sorted, what changes while no batch is asked for", async () => {
    const batches = await start();
    write("b/z.ts");
    write("b/a.ts");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await batches.next()).value).toEqual([join(root, "b/a.ts"), join(root, "b/z.ts")]);
  });

  it("reports every save by rename, not only the first", async () => {
    write("a/inner/x.ts", "0");
    const batches = await start();
    for (const text of ["1", "2", "3", "4"]) {
      saveByRename("a/inner/x.ts", text);
      expect(await until(batches, ["a/inner/x.ts"])).toEqual(new Set(["a/inner/x.ts"]));
    }
    write("a/inner/x.ts", "written in place");
    await until(batches, ["a/inner/x.ts"]);
  });

  it("reports files of a folder that another one was renamed over", async () => {
    write("a/inner/x.ts", "0");
    const batches = await start();
    for (const text of ["1", "2"]) {
      mkdirSync(join(root, "new"));
      write("new/x.ts", text);
      renameSync(join(root, "a/inner"), join(root, `old-${text}`));
      renameSync(join(root, "new"), join(root, "a/inner"));
      await until(batches, ["a/inner/x.ts"]);
    }
    write("a/inner/x.ts", "written in place");
    await until(batches, ["a/inner/x.ts"]);
  });

  it("survives trees that are copied in and removed at once, and goes on reporting", { timeout: 30_000 }, async () => {
    for (let folder = 0; folder < 20; folder += 1) {
      mkdirSync(join(root, `tree/${folder}/deep/deeper`), { recursive: true });
      write(`tree/${folder}/deep/deeper/file.ts`);
    }
    const batches = await start();
    for (let round = 0; round < 10; round += 1) {
      cpSync(join(root, "tree"), join(root, "a/tree"), { recursive: true });
      if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      rmSync(join(root, "a/tree"), { recursive: true });
    }
    write("b/after.ts");
    await until(batches, ["b/after.ts"]);
    cpSync(join(root, "tree"), join(root, "a/tree"), { recursive: true });
    await until(batches, ["a/tree/0/deep/deeper/file.ts"]);
    saveByRename("a/tree/7/deep/deeper/file.ts", "1");
    await until(batches, ["a/tree/7/deep/deeper/file.ts"]);
  });

  it("reports what a switch of branches changes, there and back", { timeout: 30_000 }, async () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "ignore" });
    git("init", "--initial-branch=main");
    git("config", "user.email", "test@example.com");
    git("config", "user.name", "Test");
    write("a/kept.ts", "main");
    write("a/inner/gone.ts", "main");
    git("add", ".");
    git("commit", "-m", "main");
    git("switch", "-c", "other");
    write("a/kept.ts", "another branch");
    rmSync(join(root, "a/inner"), { recursive: true });
    mkdirSync(join(root, "b/added"), { recursive: true });
    write("b/added/new.ts");
    git("add", ".");
    git("commit", "-m", "other");
    const changed = ["a/inner/gone.ts", "a/kept.ts", "b/added/new.ts"];
    const batches = await start();
    for (const branch of ["main", "other", "main"]) {
      git("switch", branch);
      expect(await until(batches, changed)).toEqual(new Set(changed));
    }
    expect(readFileSync(join(root, "a/kept.ts"), "utf8")).toBe("main");
  });

  it("reports a file that is removed, and one of the same name that is written again", async () => {
    write("b/x.ts");
    const batches = await start();
    for (let round = 0; round < 3; round += 1) {
      rmSync(join(root, "b/x.ts"));
      await until(batches, ["b/x.ts"]);
      expect(existsSync(join(root, "b/x.ts"))).toBe(false);
      write("b/x.ts");
      await until(batches, ["b/x.ts"]);
    }
  });

  it("reports files of a folder that is missing at first, or removed and made again", async () => {
    rmSync(join(root, "b"), { recursive: true });
    const batches = await start();
    for (let round = 0; round < 2; round += 1) {
      mkdirSync(join(root, "b"));
      write("b/x.ts");
      await until(batches, ["b/x.ts"]);
      rmSync(join(root, "b"), { recursive: true });
      await until(batches, ["b/x.ts"]);
    }
  });

  it("reports a folder that the caller adds, whose files it may have read before, and then changes in it", async () => {
    write("a/x.ts", "0");
    write("b/y.ts", "0");
    let roots = [join(root, "a")];
    const batches = await watchChanges(() => roots, stop.signal);
    write("b/y.ts", "1");
    write("a/x.ts", "1");
    expect(await until(batches, ["a/x.ts"])).toEqual(new Set(["a/x.ts"]));
    roots = [join(root, "a"), join(root, "b"), join(root, "missing")];
    expect(await until(batches, ["b", "missing"])).not.toContain("b/y.ts");
    write("b/y.ts", "2");
    await until(batches, ["b/y.ts"]);
    mkdirSync(join(root, "missing"));
    write("missing/z.ts", "1");
    await until(batches, ["missing/z.ts"]);
    roots = [join(root, "a")];
    write("b/y.ts", "3");
    write("a/x.ts", "2");
    expect(await until(batches, ["a/x.ts"])).toEqual(new Set(["a/x.ts"]));
  });

  it("follows no cycle of symbolic links and enters no node_modules", async () => {
    symlinkSync(join(root, "a"), join(root, "a/inner/cycle"));
    mkdirSync(join(root, "a/node_modules/package"), { recursive: true });
    const batches = await start();
    write("a/node_modules/package/index.js");
    write("a/x.ts");
    expect([...(await until(batches, ["a/x.ts"]))].filter((file) => file.includes("node_modules"))).toEqual([]);
  });

  it("watches nothing, and so keeps no process alive, if it was stopped before", async () => {
    stop.abort();
    const watches = () => process.getActiveResourcesInfo().filter((name) => name === "FSEventWrap").length;
    const next = (await start()).next();
    expect(await next).toEqual({ done: true, value: undefined });
    await vi.waitFor(() => expect(watches()).toBe(0));
  });

  it("ends when it is stopped", async () => {
    const next = (await start()).next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });
});
