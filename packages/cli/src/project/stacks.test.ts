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
  stacks: Readonly<Record<string, { environment: string; name: string; dependencies?: string[] }>>,
  gone: readonly string[] = [],
): void {
  for (const [stack, { environment, name }] of Object.entries(stacks)) {
    const folder = join(root, "cdktf.out", "stacks", stack);
    mkdirSync(folder, { recursive: true });
    const metadata = { "//": { featheredge: { kind: "distribution", environment, name } } };
    writeFileSync(join(folder, "metadata.json"), JSON.stringify(metadata));
  }
  const present = Object.entries(stacks).filter(([name]) => !gone.includes(name));
  const manifest = present.map(([name, { dependencies = [] }]) => [name, { dependencies }]);
  writeFileSync(join(root, "cdktf.out", "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

describe("the stacks of a synthesis", () => {
  it("come after those they depend on", () => {
    synthesis({
      "site-dev": { environment: "dev", name: "site", dependencies: ["base-dev"] },
      "blog-dev": { environment: "dev", name: "blog" },
      "base-dev": { environment: "dev", name: "base" },
      "site-prod": { environment: "prod", name: "site" },
    });
    expect(readStacks(root, "dev").map(({ name }) => name)).toEqual(["base-dev", "site-dev", "blog-dev"]);
    expect(readStacks(root)).toHaveLength(4);
    expect(readStacks(root, "dev")[1]?.dependencies).toEqual(["base-dev"]);
    expect(readStacks(root, "dev")[0]).toEqual({
      name: "base-dev",
      environment: "dev",
      directory: join(root, "cdktf.out", "stacks", "base-dev"),
      dependencies: [],
    });
  });

  it("belong to the environment that their metadata names, whatever their names end in", () => {
    synthesis({
      "site-eu-dev": { environment: "eu-dev", name: "site" },
      "shop-eu-dev": { environment: "dev", name: "shop-eu" },
    });
    expect(readStacks(root, "dev").map(({ name }) => name)).toEqual(["shop-eu-dev"]);
    expect(readStacks(root, "eu-dev").map(({ name }) => name)).toEqual(["site-eu-dev"]);
  });
});

describe("the stacks whose configuration is gone", () => {
  it("are the environment's folders that the synthesis did not write", () => {
    const dev = { environment: "dev", name: "site" };
    synthesis({ "site-dev": dev, "old-dev": dev, "old-eu-dev": { environment: "eu-dev", name: "old" } }, [
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
