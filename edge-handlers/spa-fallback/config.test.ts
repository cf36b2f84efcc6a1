import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {};

describe("the single-page app's config", () => {
  test("leads to /index.html by default", () => {
    expect(config.parse(valid)).toEqual({ page: "/index.html", exclude: [], extensions: [] });
  });

  test.each([
    ["a page that is a folder", { page: "/app/" }, /not a folder/],
    ["a page on another host", { page: "//evil.example/x" }, /begins with one '\/'/],
    ["a page with a query", { page: "/index.html?a=1" }, /percent-encoded/],
    ["an excluded folder without its slash", { exclude: ["/api"] }, /a folder ends in '\/'/],
    ["an extension with its dot", { extensions: [".usdc"] }, /without its dot/],
    ["an unknown key", { index: "/x" }, /index/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
