import { describe, expect, it } from "vitest";
import { checkFunctionCodeSize, checkFunctionName } from "../index.ts";

describe("checkFunctionName", () => {
  it("takes 64 letters, digits, hyphens and underscores", () => {
    expect(checkFunctionName("cloudfront-function", `a-_${"9".repeat(61)}`)).toBeUndefined();
  });

  it.each(["", "a".repeat(65), "a.b", "a b", "é"])("refuses %j in both runtimes", (name) => {
    expect(checkFunctionName("cloudfront-function", name)?.rule).toBe("FE-STK-003");
    expect(checkFunctionName("lambda-at-edge", name)?.rule).toBe("FE-STK-003");
  });
});

describe("checkFunctionCodeSize", () => {
  it("takes 10,240 bytes and not one more", () => {
    expect(checkFunctionCodeSize("router", 10_240)).toBeUndefined();
    expect(checkFunctionCodeSize("router", 10_241)?.fix).toContain("Take out at least 1 B");
  });
});
