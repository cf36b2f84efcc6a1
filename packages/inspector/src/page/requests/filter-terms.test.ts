import { describe, expect, it } from "vitest";
import { hasTerm, toggleTerm } from "./filter-terms.ts";

describe("toggleTerm", () => {
  it.each([
    ["", "cache:hit", "cache:hit"],
    ["/api cache:hit", "cache:hit", "/api"],
    ["/api cache:hit", "cache:miss", "/api cache:miss"],
    ["-cache:hit", "is:error", "-cache:hit is:error"],
  ])("makes of '%s' with '%s' '%s'", (filter, term, expected) => {
    expect(toggleTerm(filter, term)).toBe(expected);
  });
});

describe("hasTerm", () => {
  it("compares whole words", () => {
    expect([hasTerm("-cache:hit x", "cache:hit"), hasTerm("a  cache:hit", "cache:hit")]).toEqual([false, true]);
  });
});
