import { describe, expect, it } from "vitest";
import { checkFunctionCodeSize, checkFunctionName, checkFunctionStatus, checkFunctionUri } from "../index.ts";

describe("checkFunctionName", () => {
  it("takes 64 letters, digits, hyphens and underscores", () => {
    expect(checkFunctionName("cloudfront-function", `a-_${"9".repeat(61)}`)).toBeUndefined();
  });

  it.each(["", "a".repeat(65), "a.b", "a b", "é"])("refuses %j in both runtimes", (name) => {
    expect(checkFunctionName("cloudfront-function", name)?.rule).toBe("function-name");
    expect(checkFunctionName("lambda-at-edge", name)?.rule).toBe("function-name");
  });
});

describe("checkFunctionCodeSize", () => {
  it("takes 10,240 bytes and not one more", () => {
    expect(checkFunctionCodeSize("router", 10_240)).toBeUndefined();
    expect(checkFunctionCodeSize("router", 10_241)?.message).toContain("Take out at least 1 B");
  });
});

describe("checkFunctionUri", () => {
  it("takes 8,191 characters with the query, and not one more", () => {
    expect(checkFunctionUri(`/${"a".repeat(8_186)}`, "b=1")).toBeUndefined();
    expect(checkFunctionUri(`/${"a".repeat(8_187)}`, "b=1")?.rule).toBe("function-uri");
  });

  it("refuses one that does not begin with a slash", () => {
    expect(checkFunctionUri("index.html", "")?.message).toContain("'index.html'");
  });
});

describe("checkFunctionStatus", () => {
  it.each([200, 599])("takes %d", (status) => {
    expect(checkFunctionStatus(status)).toBeUndefined();
  });

  it.each([199, 600, 200.5, Number.NaN])("refuses %d", (status) => {
    expect(checkFunctionStatus(status)?.rule).toBe("function-status");
  });
});
