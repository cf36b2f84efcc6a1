import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBase, gitIn, readCommit, readTree } from "./base.ts";
import { lineDifferences } from "./line-differences.ts";
import { localFiles, type ReadFile } from "./local-files.ts";
import { sourceDifference } from "./source-difference.ts";

const lines = (before: string, after: string) => lineDifferences(before, after).flatMap((hunk) => hunk.lines);
const files =
  (texts: Readonly<Record<string, string>>): ReadFile =>
  async (path) =>
    texts[path];

describe("the lines in which texts differ", () => {
  it("have two lines around them, a removed line first, and are one hunk where they are close", () => {
    expect(lineDifferences("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\nfour\n5\n6\n7\n")).toEqual([
      { before: 2, after: 2, lines: [" 2", " 3", "-4", "+four", " 5", " 6"] },
    ]);
    expect(lineDifferences("a\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n")).toHaveLength(1);
    expect(lineDifferences("a\n1\n2\n3\n4\n5\ne\n", "A\n1\n2\n3\n4\n5\nE\n")).toHaveLength(2);
  });

  it("are the fewest", () => {
    expect(lines("a\nb\nc\n", "b\nc\nd\n")).toEqual(["-a", " b", " c", "+d"]);
    expect(lines("", "a\nb\n")).toEqual(["+a", "+b"]);
    expect(lines("a\n", "")).toEqual(["-a"]);
    expect(lines("a\n", "a\n")).toEqual([]);
  });

  it("are all lines of both where the texts are too long to compare", () => {
    const long = (word: string) => Array.from({ length: 2100 }, (_, index) => `${word} ${index}`).join("\n");
    expect(lines(long("a"), long("b"))).toHaveLength(4200);
  });
});

describe("a handler's files", () => {
  it("are those that it imports by relative paths, in any form, and theirs", async () => {
    const read = files({
      "edge-handlers/a/handler.ts": `import { x } from "../shared/x.ts";\nexport * from './y.js';\nimport "@featheredge/edge-sdk";\nconst z = await import("./z");`,
      "edge-handlers/shared/x.ts": `import type { T } from "./types.ts"; import { again } from "../a/handler.ts";`,
      "edge-handlers/shared/types.ts": "",
      "edge-handlers/a/y.ts": "",
      "edge-handlers/a/z/index.ts": "",
    });
    expect([...(await localFiles(["edge-handlers/a/handler.ts"], read)).keys()].sort()).toEqual([
      "edge-handlers/a/handler.ts",
      "edge-handlers/a/y.ts",
      "edge-handlers/a/z/index.ts",
      "edge-handlers/shared/types.ts",
      "edge-handlers/shared/x.ts",
    ]);
  });

  it("are inside of the project", async () => {
    const read: ReadFile = async (path) => {
      expect(path).not.toMatch(/^\.\./);
      return path === "a/handler.ts" ? 'import "../../../etc/passwd";' : undefined;
    };
    expect([...(await localFiles(["a/handler.ts"], read)).keys()]).toEqual(["a/handler.ts"]);
  });
});

describe("a function's difference", () => {
  const code = { before: "function handler(e){return e.request}", after: "function handler(e){return e.response}" };

  it("is of its sources, added and removed files included", async () => {
    const readBase = files({ "h/handler.ts": 'import "./old.ts";\n', "h/old.ts": "old\n" });
    const readNow = files({ "h/handler.ts": 'import "./new.ts";\n', "h/new.ts": "new\n" });
    const difference = await sourceDifference({ sources: ["h/handler.ts"], readBase, readNow, code });
    expect(difference.kind).toBe("source");
    expect(difference.files.map(({ path, added, removed }) => [path, added, removed])).toEqual([
      ["h/handler.ts", 1, 1],
      ["h/new.ts", 1, 0],
      ["h/old.ts", 0, 1],
    ]);
  });

  it("is of its compiled code, formatted, where no source differs or the base is unknown", async () => {
    const same = files({ "h/handler.ts": "same" });
    for (const readBase of [same, undefined]) {
      const difference = await sourceDifference({ sources: ["h/handler.ts"], readBase, readNow: same, code });
      expect(difference.kind).toBe("compiled");
      expect(difference.files[0]?.hunks[0]?.lines).toEqual([
        " function handler(e) {",
        "-  return e.request;",
        "+  return e.response;",
        " }",
      ]);
    }
  });

  it("is unknown where a zip's code is", async () => {
    const read = files({});
    const zip = { before: undefined, after: undefined };
    expect(await sourceDifference({ sources: [], readBase: read, readNow: read, code: zip })).toEqual({
      kind: "unknown",
      files: [],
    });
  });
});

describe("the base commit", () => {
  let root: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const commit = (text: string) => {
    writeFileSync(join(root, "site/a.txt"), text);
    git("add", "--all");
    git("commit", "--quiet", `--message=${text}`);
    return git("rev-parse", "HEAD");
  };
  let first: string;
  let second: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "base-"));
    mkdirSync(join(root, "site"));
    git("init", "--quiet", "--initial-branch=work");
    first = commit("first");
    second = commit("second");
    git("update-ref", "refs/remotes/origin/main", first);
  });

  afterAll(() => rmSync(root, { recursive: true }));

  it("is the option's, else the last deployed one, else where the branch left the remote's main", async () => {
    const run = gitIn(root, process.env);
    const lastDeployed = second;
    expect(await findBase(run, { option: "HEAD~1", lastDeployed })).toEqual({ commit: first, from: "option" });
    expect(await findBase(run, { option: undefined, lastDeployed })).toEqual({ commit: second, from: "deployment" });
    const shallow = { option: undefined, lastDeployed: "0".repeat(40) };
    expect(await findBase(run, shallow)).toEqual({ commit: first, from: "merge-base" });
  });

  it("is reported when git does not know the option's, and never taken for an option of git's", async () => {
    const run = gitIn(root, process.env);
    for (const option of ["v9", "--all", "; touch x"]) {
      await expect(findBase(run, { option, lastDeployed: undefined })).rejects.toThrow(/git does not know this commit/);
    }
  });

  it("has no files outside of a repository, and is unknown there", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    const run = gitIn(outside, { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() });
    expect(await findBase(run, { option: undefined, lastDeployed: first })).toBeUndefined();
    rmSync(outside, { recursive: true });
  });

  it("is read below the project's folder, which may be inside of its repository", async () => {
    const read = readCommit(gitIn(join(root, "site"), process.env), first);
    expect(await read("a.txt")).toBe("first");
    expect(await readTree(join(root, "site"))("a.txt")).toBe("second");
    expect(await read("b.txt")).toBeUndefined();
  });
});
