import { describe, expect, test } from "vitest";
import { equalInConstantTime, fromBase64url, hmacSha256, sha256, toBase64url } from "./crypto.ts";

describe("hashes", () => {
  test("are those of FIPS 180-4 and RFC 4231", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    expect(hmacSha256("Jefe", "what do ya want for nothing?", "hex")).toBe(expected);
    expect(hmacSha256("Jefe", "what do ya want for nothing?")).toBe(Buffer.from(expected, "hex").toString("base64url"));
  });
});

describe("base64url", () => {
  test("holds any text", () => {
    for (const text of ["", "a", "é?>~", "日本", "\0\n"]) {
      expect(toBase64url(text)).toMatch(/^[\w-]*$/);
      expect(fromBase64url(toBase64url(text))).toBe(text);
    }
  });
});

describe("equalInConstantTime", () => {
  test.each([
    ["", "", true],
    ["abc", "abc", true],
    ["abc", "abd", false],
    ["abc", "ab", false],
    ["", "a", false],
    ["a\0", "a", false],
  ])("of %j and %j is %s", (a, b, equal) => expect(equalInConstantTime(a, b)).toBe(equal));
});
