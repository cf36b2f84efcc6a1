import { expect, it } from "vitest";
import { nearest } from "./nearest.ts";

it.each([
  ["CacheOptimized", "CachingOptimized"],
  ["satging", "staging"],
  ["STAGING", "staging"],
  ["country", "country-router"],
])("takes '%s' for '%s'", (mistyped, meant) => {
  expect(nearest(mistyped, ["chasing-it", "staging", "country-router", "CachingOptimized"])).toBe(meant);
});

it("takes a name for none that differs in more than a third of its characters", () => {
  expect(nearest("production", ["prod-eu", "staging"])).toBeUndefined();
});
