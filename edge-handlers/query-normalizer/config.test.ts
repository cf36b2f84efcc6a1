import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {};

describe("the query normalizer's config", () => {
  test("drops what campaigns add by default", () => {
    const { keep, drop, dropPrefixes } = config.parse(valid);
    expect(keep).toBeNull();
    expect(drop).toContain("gclid");
    expect(dropPrefixes).toContain("utm_");
  });

  test.each([
    ["both lists", { keep: ["a"], drop: ["b"] }, /give one of them/],
    ["a name that is a pair", { keep: ["a=1"] }, /a parameter's name/],
    ["a pattern with a star inside", { drop: ["a*b"] }, /the start of names before a/],
    ["a pattern for all names", { drop: ["*"] }, /the start of names before a/],
    ["capitals, which no name in lower case has", { keep: ["Page"], lowerCaseNames: true }, /'Page' never matches/],
    ["an unknown key", { sort: true }, /sort/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
