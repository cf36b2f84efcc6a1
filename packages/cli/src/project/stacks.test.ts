import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRoot } from "./root.ts";
import { readStacks } from "./stacks.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "project-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe("the stacks of a synthesis", () => {
  it("come after those they depend on, of the wanted environment only", () => {
    const stack = (...dependencies: string[]) => ({ dependencies });
    const stacks = { "site-dev": stack("base-dev"), "blog-dev": stack(), "base-dev": stack(), "site-prod": stack() };
    mkdirSync(join(root, "cdktf.out"));
    writeFileSync(join(root, "cdktf.out", "manifest.json"), JSON.stringify({ stacks }));
    expect(readStacks(root, "dev").map(({ name }) => name)).toEqual(["base-dev", "site-dev", "blog-dev"]);
    expect(readStacks(root)).toHaveLength(4);
    expect(readStacks(root, "dev")[0]?.directory).toBe(join(root, "cdktf.out", "stacks", "base-dev"));
  });
});

describe("the project's root", () => {
  it("is the nearest folder upwards with cdktf.json", () => {
    writeFileSync(join(root, "cdktf.json"), "{}");
    mkdirSync(join(root, "a", "b"), { recursive: true });
    expect(findRoot(join(root, "a", "b"))).toBe(root);
  });

  it("is an error when there is none", () => {
    expect(() => findRoot(root)).toThrow(/neither it nor a folder above it has a cdktf\.json/);
  });
});
