import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {};

describe("the index document's config", () => {
  test("is for folders with their slash by default", () => {
    expect(config.parse(valid)).toEqual({ document: "index.html", extensionless: false, exclude: [], extensions: [] });
  });

  test.each([
    ["a document in another folder", { document: "../index.html" }, /without a slash/],
    ["a document without a name", { document: "" }, /an object's name/],
    ["an excluded folder without its slash", { exclude: ["/api"] }, /a folder ends in '\/'/],
    ["an extension with its dot", { extensions: [".usdc"] }, /without its dot/],
    ["an unknown key", { index: "x" }, /index/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
