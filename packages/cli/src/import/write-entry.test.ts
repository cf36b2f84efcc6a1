import { describe, expect, it } from "vitest";
import { keyFrom, keysFor } from "./names.ts";
import { printValue } from "./print.ts";
import { addToEnvironment } from "./write-entry.ts";

describe("a key from a name in AWS", () => {
  it.each([
    ["www.example.com", "www-example-com"],
    ["S3-myBucket_Pages", "s3-my-bucket-pages"],
    ["2024 site", "site"],
    ["***", "imported"],
    ["a".repeat(60), "a".repeat(28)],
  ])("of '%s' is '%s'", (name, key) => {
    expect(keyFrom(name)).toBe(key);
  });

  it("differs from other keys", () => {
    expect(keyFrom("Site", ["site", "site-2"])).toBe("site-3");
    expect([...keysFor(["Pages", "pages", "Pages"])]).toEqual([
      ["Pages", "pages"],
      ["pages", "pages-2"],
    ]);
  });
});

describe("a value as TypeScript", () => {
  it("quotes keys only where they need it, and breaks long lines", () => {
    expect(printValue({ a: 1, "b-c": ["x"], d: undefined })).toBe('{ a: 1, "b-c": ["x"] }');
    expect(printValue({ list: ["x".repeat(60), "y".repeat(60)] })).toBe(
      `{\n  list: [\n    "${"x".repeat(60)}",\n    "${"y".repeat(60)}",\n  ],\n}`,
    );
  });
});

describe("an environment's file", () => {
  const text =
    'import type { EnvironmentInput } from "./schema.ts";\n\nexport default {\n  distributions: {\n    site,\n  },\n};\n';

  it("spreads the entry before its own ones, once", () => {
    const changed = addToEnvironment(text, "old-shop") ?? "";
    expect(changed).toContain('import { importedOldShop } from "./imported/old-shop.ts";\n');
    expect(changed).toContain("  handlers: { ...importedOldShop.handlers },\n");
    expect(changed).toContain("  distributions: {\n    ...importedOldShop.distributions,\n    site,\n");
    expect(addToEnvironment(changed, "old-shop")).toBe(changed);
  });

  it("keeps its handlers", () => {
    const changed = addToEnvironment(
      text.replace("  distributions", "  handlers: { a: {} },\n  distributions"),
      "shop",
    );
    expect(changed).toContain("  handlers: {\n    ...importedShop.handlers, a: {} },\n");
  });

  it("must have a literal 'distributions'", () => {
    expect(addToEnvironment("export default site();\n", "shop")).toBeUndefined();
  });
});
