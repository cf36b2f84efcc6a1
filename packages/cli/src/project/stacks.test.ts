import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRoot } from "./root.ts";
import { readGoneStacks, readStacks } from "./stacks.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "project-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Writes a synthesis as cdktf and our stacks do. */
function synthesis(
  stacks: Readonly<Record<string, { environment: string; distribution: string; dependencies?: string[] }>>,
  gone: readonly string[] = [],
): void {
  for (const [name, { environment, distribution }] of Object.entries(stacks)) {
    const folder = join(root, "cdktf.out", "stacks", name);
    mkdirSync(folder, { recursive: true });
    const metadata = { "//": { featheredge: { environment, distribution } } };
    writeFileSync(join(folder, "metadata.json"), JSON.stringify(metadata));
  }
  const present = Object.entries(stacks).filter(([name]) => !gone.includes(name));
  const manifest = present.map(([name, { dependencies = [] }]) => [name, { dependencies }]);
  writeFileSync(join(root, "cdktf.out", "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

describe("the stacks of a synthesis", () => {
  it("come after those they depend on", () => {
    synthesis({
      "site-dev": { environment: "dev", distribution: "site", dependencies: ["base-dev"] },
      "blog-dev": { environment: "dev", distribution: "blog" },
      "base-dev": { environment: "dev", distribution: "base" },
      "site-prod": { environment: "prod", distribution: "site" },
    });
    expect(readStacks(root, "dev").map(({ name }) => name)).toEqual(["base-dev", "site-dev", "blog-dev"]);
    expect(readStacks(root)).toHaveLength(4);
    expect(readStacks(root, "dev")[0]).toEqual({
      name: "base-dev",
      environment: "dev",
      distribution: "base",
      directory: join(root, "cdktf.out", "stacks", "base-dev"),
    });
  });

  it("belong to the environment that their folder names, whatever their names end in", () => {
    synthesis({
      "site-eu-dev": { environment: "eu-dev", distribution: "site" },
      "shop-eu-dev": { environment: "dev", distribution: "shop-eu" },
    });
    expect(readStacks(root, "dev").map(({ name }) => name)).toEqual(["shop-eu-dev"]);
    expect(readStacks(root, "eu-dev").map(({ name }) => name)).toEqual(["site-eu-dev"]);
  });
});

describe("the stacks whose configuration is gone", () => {
  it("are the environment's folders that the synthesis did not write", () => {
    const dev = { environment: "dev", distribution: "site" };
    synthesis({ "site-dev": dev, "old-dev": dev, "old-eu-dev": { environment: "eu-dev", distribution: "old" } }, [
      "old-dev",
      "old-eu-dev",
    ]);
    mkdirSync(join(root, "cdktf.out", "stacks", "unknown-dev"));
    expect(readGoneStacks(root, "dev").map(({ name }) => name)).toEqual(["old-dev"]);
    expect(readGoneStacks(root, "prod")).toEqual([]);
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
