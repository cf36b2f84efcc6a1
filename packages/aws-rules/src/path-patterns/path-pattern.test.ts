import { describe, expect, it } from "vitest";
import { checkPathPattern, matchPathPattern } from "../index.ts";

describe("matchPathPattern", () => {
  it.each([
    ["*", "/", true],
    ["*", "/any/thing", true],
    ["/images/*", "/images/a.jpg", true],
    ["images/*", "/images/a.jpg", true],
    ["/images/*", "/images/deep/er/a.jpg", true],
    ["/images/*", "/images/", true],
    ["/images/*", "/images", false],
    ["/images/*", "/Images/a.jpg", false],
    ["/a/*.jpg", "/a/b/c.jpg", true],
    ["/a/*.jpg", "/a/b/c.jpeg", false],
    ["/a??.jpg", "/ant.jpg", true],
    ["/a??.jpg", "/at.jpg", false],
    ["/a??.jpg", "/a/t.jpg", true],
    ["/exact", "/exact", true],
    ["/exact", "/exact/", false],
    ["/*a*b*c", "/xaxbxbxc", true],
    ["/*a*b*c", "/xaxcxb", false],
    ["/a.b", "/axb", false],
    ["/%7Ea", "/~a", false],
  ])("matches %s against %s: %s", (pattern, path, expected) => {
    expect(matchPathPattern(pattern, path)).toBe(expected);
  });

  it("answers a pattern of many wildcards on a long path that does not match", () => {
    expect(matchPathPattern(`/${"*a".repeat(60)}b`, `/${"a".repeat(8_000)}`)).toBe(false);
  });
});

describe("checkPathPattern", () => {
  it.each(["*", "/members/*", "images/*.jpg", `/a_-.$/~"'@:+&?b`, "a".repeat(255)])("takes %s", (pattern) => {
    expect(checkPathPattern(pattern)).toBeUndefined();
  });

  it.each([
    ["", "FE-DST-016"],
    ["a".repeat(256), "FE-DST-017"],
    ["/a b", "FE-DST-018"],
    ["/a\n", "FE-DST-018"],
    ["/[ab]/*", "FE-DST-018"],
    ["/日本/*", "FE-DST-018"],
    ["/a%20b", "FE-DST-018"],
  ])("refuses %j by %s", (pattern, rule) => {
    expect(checkPathPattern(pattern)?.rule).toBe(rule);
  });

  it("names the pattern, the character and the fix", () => {
    const diagnostic = checkPathPattern("/{locale}/*");
    const message = diagnostic?.message;
    expect(message).toContain("'/{locale}/*'");
    expect(message).toContain('"{"');
    expect(diagnostic?.fix).toContain("instead");
  });
});
