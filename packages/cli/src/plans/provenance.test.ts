import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkProvenance, findProvenance } from "./provenance.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";
const planned = { commit, run: "100" };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "provenance-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the provenance of a plan", () => {
  it("is the commit and run of GitHub Actions", async () => {
    const env = { GITHUB_ACTIONS: "true", GITHUB_SHA: commit, GITHUB_RUN_ID: "100" };
    expect(await findProvenance(folder, env)).toEqual(planned);
  });

  it("is git's commit elsewhere, whatever GITHUB_SHA says", async () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
    git("init", "--quiet");
    expect(await findProvenance(folder, process.env)).toEqual({});
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "--message", "first");
    const env = { ...process.env, GITHUB_ACTIONS: undefined, GITHUB_SHA: commit };
    expect(await findProvenance(folder, env)).toEqual({ commit: git("rev-parse", "HEAD").trim() });
  });

  it("is unknown outside of a repository", async () => {
    expect(await findProvenance(folder, { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() })).toEqual({});
  });
});

describe("applying a plan", () => {
  it("goes on at the commit and in the run that made it", () => {
    expect(() => checkProvenance("prod", planned, { ...planned })).not.toThrow();
    expect(() => checkProvenance("prod", {}, {})).not.toThrow();
  });

  it.each([
    [
      { ...planned, commit: "f".repeat(40) },
      /made at commit 0123456789ab, but is applied at commit ffffffffffff\. Plan again/,
    ],
    [{ run: "100" }, /but is applied outside of a git repository/],
    [{ ...planned, run: "101" }, /made by run 100 of GitHub Actions, but is applied by run 101 of GitHub Actions\./],
    [{ commit }, /made by run 100 of GitHub Actions, but is applied outside of GitHub Actions\./],
  ])("is refused elsewhere: %j", (here, message) => {
    expect(() => checkProvenance("prod", planned, here)).toThrow(message);
  });
});
