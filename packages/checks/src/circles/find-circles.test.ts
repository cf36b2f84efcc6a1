import { describe, expect, it } from "vitest";
import { importsOf } from "../imports/imports.ts";
import { findCircles, formatCircle } from "./find-circles.ts";

/** Finds the circles of files, given what each imports. */
const circlesOf = (files: Record<string, readonly string[]>) =>
  findCircles(
    importsOf(
      Object.entries(files).map(([name, imported]) => ({
        path: `${name}.ts`,
        text: imported.map((other) => `import type { T } from "./${other}.ts";\n`).join(""),
      })),
    ),
  );

describe("findCircles", () => {
  it("finds none where two files import a third", () => {
    expect(circlesOf({ a: ["b", "c"], b: ["c"], c: [] })).toEqual([]);
  });

  it("finds a file that imports itself", () => {
    expect(circlesOf({ a: ["a"] })).toEqual([["a.ts"]]);
  });

  it("finds a circle once, in the order of its imports", () => {
    expect(circlesOf({ a: ["b"], b: ["c"], c: ["a"], d: ["a"] })).toEqual([["a.ts", "b.ts", "c.ts"]]);
  });

  it("finds the shortest circle through each file, the shortest of all first", () => {
    expect(circlesOf({ a: ["b"], b: ["c"], c: ["a", "d"], d: ["c"] })).toEqual([
      ["c.ts", "d.ts"],
      ["a.ts", "b.ts", "c.ts"],
    ]);
  });
});

describe("formatCircle", () => {
  it("shows each import, back to the first file", () => {
    expect(formatCircle(["a.ts", "b.ts"])).toMatch(/\n {4}a\.ts\n {4}imports b\.ts\n {4}imports a\.ts$/);
  });
});
