import { describe, expect, it } from "vitest";
import { joinedName } from "./naming.ts";

describe("a name joined from parts", () => {
  it("consists of the parts if they fit", () => {
    expect(joinedName(["prod", "site", "members-auth"], 64)).toBe("prod-site-members-auth");
    expect(joinedName(["a".repeat(31), "b".repeat(32)], 64)).toHaveLength(64);
  });

  it("is cut to the limit if they don't fit, and stays different for parts that differ at the end", () => {
    const [one, two] = ["x", "y"].map((end) => joinedName(["e".repeat(31), "d".repeat(31), `f${end}`], 64));
    expect(one).toHaveLength(64);
    expect(one).toMatch(/^e{31}-d+-[0-9a-f]{8}$/);
    expect(two).toHaveLength(64);
    expect(two).not.toBe(one);
  });
});
