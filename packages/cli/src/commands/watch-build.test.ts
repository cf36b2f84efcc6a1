import { describe, expect, it } from "vitest";
import { describeBuild } from "./watch-build.ts";

const functions = (...pairs: [string, string][]) => new Map(pairs);

describe("the line of a rebuild", () => {
  it("counts the functions of the first build", () => {
    expect(describeBuild("dev", undefined, functions(["a", "1"]))).toBe("dev: 1 function\n");
  });

  it("names the functions that are new, changed or gone", () => {
    const before = functions(["a", "1"], ["b", "1"], ["c", "1"]);
    const now = functions(["a", "1"], ["b", "2"], ["d", "1"]);
    expect(describeBuild("dev", before, now)).toBe("dev: 3 functions; new: d; changed: b; gone: c\n");
  });

  it("says when nothing came out differently", () => {
    expect(describeBuild("dev", functions(["a", "1"]), functions(["a", "1"]))).toBe("dev: 1 function; none changed\n");
  });
});
