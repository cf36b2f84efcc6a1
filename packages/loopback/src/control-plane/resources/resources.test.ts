import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe("the folder of a resource", () => {
  it.each(folders)("has a kind, operations, validation and a test: %s", (name) => {
    const files = readdirSync(new URL(name, import.meta.url));
    expect(files).toEqual(expect.arrayContaining(["kind.ts", "operations.ts", "validate.ts", `${name}.test.ts`]));
  });
});
