import { describe, expect, it } from "vitest";
import { checkBehaviorOrder } from "../index.ts";

const auth = "'members-auth' at viewer-request";

/** Behaviors that each run another function, and a default behavior. */
const behaviors = (patterns: readonly string[]) => [
  ...patterns.map((pattern, index) => ({
    pattern,
    owner: `behaviors[${index}]`,
    runs: [`'f${index}' at viewer-request`],
  })),
  { pattern: "*", owner: "defaultBehavior", isDefault: true, runs: [auth] },
];

const check = (patterns: readonly string[]) =>
  checkBehaviorOrder(behaviors(patterns)).map(({ behavior, diagnostic }) => [
    behavior.owner,
    diagnostic.rule,
    diagnostic.severity ?? "error",
  ]);

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe("checkBehaviorOrder", () => {
  it("reports a behavior that no request reaches as an error, one that lacks some requests as a warning", () => {
    expect(check(["*.jpg", "/members/*", "/members/a*", "/b//*"])).toEqual([
      ["behaviors[2]", "FE-DST-020", "error"],
      ["behaviors[3]", "FE-DST-021", "error"],
      ["behaviors[1]", "FE-DST-022", "warning"],
    ]);
  });

  it("compares patterns by case", () => {
    expect(check(["/Members/*", "/members/*"])).toEqual([]);
  });

  it("accepts 75 behaviors from the special to the general", () => {
    const special = Array.from({ length: 37 }, (_, index) => [`/area${index}/public/*`, `/area${index}/*`]).flat();
    expect(check([...special, "/area*"])).toEqual([]);
  });

  it("warns that it gave up on patterns with extremely many wildcards", () => {
    const hard = Array.from(
      { length: 75 },
      (_, index) => `/${"*?a".repeat(40)}*${"?".repeat(index)}b${"*a?".repeat(10)}`,
    );
    expect(check(hard)).toEqual([["behaviors[0]", "FE-DST-024", "warning"]]);
  });
});
