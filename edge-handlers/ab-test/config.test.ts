import { describe, expect, test } from "vitest";
import { assign } from "./assign.ts";
import { config } from "./config.ts";

const valid = {
  experiment: "checkout",
  variants: ["control", "new"],
  weights: { control: 1, new: 1 },
  visitorCookie: "visitor",
};

describe("an experiment's config", () => {
  test("names the variant in x-variant and leaves paths alone by default", () => {
    const parsed = config.parse({ ...valid, header: undefined });
    expect(parsed.header).toBe("x-variant");
    expect(parsed.folders).toBeUndefined();
  });

  test.each([
    ["one variant", { variants: ["control"], weights: { control: 1 } }, /variants/],
    ["a weight of an unknown variant", { weights: { old: 1 } }, /'old' is not among variants \(control, new\)/],
    ["a negative weight", { weights: { new: -1 } }, /weights/],
    ["weights of 0 only", { weights: { new: 0 } }, /no visitor would see/],
    ["a variant that is a path", { variants: ["control", "../new"] }, /one folder's name/],
    ["an original that is not among the variants", { folders: { original: "old" } }, /'old' is not among variants/],
    ["a header with a space", { header: "x variant" }, /RFC 9110 token/],
    ["an unknown key", { weight: {} }, /weight/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});

describe("the assignment", () => {
  const shares = (experiment: string, weights: Record<string, unknown>) => {
    const assigned = Array.from({ length: 4000 }, (_, i) =>
      String(assign(`id-${i}`, experiment, ["a", "b", "c"], weights)),
    );
    return (variant: string) => assigned.filter((each) => each === variant).length / assigned.length;
  };

  test("comes near the weights' shares", () => {
    const share = shares("x", { a: 70, b: 20, c: 10 });
    expect([share("a"), share("b"), share("c")].map((part) => Math.abs(part))).toEqual([
      expect.closeTo(0.7, 1),
      expect.closeTo(0.2, 1),
      expect.closeTo(0.1, 1),
    ]);
  });

  test("assigns no visitor to a variant without a weight", () => {
    for (const weight of [0, -1, "5", null, Number.NaN, undefined])
      expect(shares("x", { a: 1, b: weight })("b")).toBe(0);
    expect(assign("id", "x", ["a", "b"], {})).toBeUndefined();
    expect(assign("id", "x", ["a", "constructor"], {})).toBeUndefined();
  });

  test("is independent between experiments", () => {
    const weights = { a: 1, b: 1 };
    const ids = Array.from({ length: 2000 }, (_, i) => `id-${i}`);
    const same = ids.filter((id) => assign(id, "x", ["a", "b"], weights) === assign(id, "y", ["a", "b"], weights));
    expect(same.length / ids.length).toBeCloseTo(0.5, 1);
  });

  test("moves only visitors of the neighbor when the last variant's share grows", () => {
    const ids = Array.from({ length: 1000 }, (_, i) => `id-${i}`);
    for (const id of ids) {
      const before = assign(id, "x", ["a", "b"], { a: 90, b: 10 });
      if (before === "b") expect(assign(id, "x", ["a", "b"], { a: 80, b: 20 })).toBe("b");
    }
  });
});
