import { describe, expect, it } from "vitest";
import { count, formatBytes, formatDuration } from "./format.ts";

describe("formatDuration", () => {
  it.each([
    [0, "0 s"],
    [0.42, "0.4 ms"],
    [12.4, "12 ms"],
    [1_240, "1.2 s"],
    [60_000, "1 min"],
    [90_000, "1 min 30 s"],
    [12_000_000, "3 h 20 min"],
    [86_400_000, "1 d"],
    [31_536_000_000, "365 d"],
  ])("formats %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe("formatBytes", () => {
  it.each([
    [812, "812 B"],
    [9_523, "9.3 KB"],
    [1_258_291, "1.2 MB"],
  ])("formats %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("count", () => {
  it("uses the singular for one", () => {
    expect([count(1, "entry", "entries"), count(1_200, "request")]).toEqual(["1 entry", "1,200 requests"]);
  });
});
