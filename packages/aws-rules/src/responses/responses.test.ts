import { describe, expect, it } from "vitest";
import { checkGeneratedResponse, checkUri } from "../index.ts";

describe("checkUri", () => {
  it("takes 8,191 characters with the query, and not one more", () => {
    expect(checkUri(`/${"a".repeat(8_186)}`, "b=1")).toBeUndefined();
    expect(checkUri(`/${"a".repeat(8_187)}`, "b=1")?.rule).toBe("FE-EVT-013");
  });

  it("refuses one that does not begin with a slash", () => {
    expect(checkUri("index.html")?.message).toContain('"index.html"');
  });
});

describe("checkGeneratedResponse", () => {
  const statusOf = (status: number) => checkGeneratedResponse("cloudfront-function", "viewer-request", { status });

  it.each([200, 599])("takes the status %d", (status) => {
    expect(statusOf(status)).toEqual([]);
  });

  it.each([199, 600, 200.5, Number.NaN])("refuses the status %d", (status) => {
    expect(statusOf(status)).toMatchObject([{ rule: "FE-EVT-005" }]);
  });

  it.each(["cloudfront-function", "lambda-at-edge"] as const)("takes 40 KB at viewer request from %s", (runtime) => {
    expect(checkGeneratedResponse(runtime, "viewer-request", { bodyBytes: 40_960 })).toEqual([]);
    expect(checkGeneratedResponse(runtime, "viewer-request", { bodyBytes: 40_961 })).toMatchObject([
      { rule: "FE-EVT-010" },
    ]);
  });
});
