import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPath, matchPathPattern, normalizePath } from "../index.ts";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe("findPath", () => {
  it.each([
    [["/members/*"], [], "/members/"],
    [["/members/*"], ["/*"], undefined],
    [["/members/*"], ["*"], undefined],
    [["/members/*"], ["/members*"], undefined],
    [["/members*"], ["/members/*"], "/members"],
    [["/members/*"], ["/m*", "/n*"], undefined],
    [["/a?"], ["/a*"], undefined],
    [["/a*"], ["/a?", "/a"], "/axx"],
    [["/a*"], ["/a", "/a?*"], undefined],
    [["/a*b"], ["/a?*b", "/ab"], undefined],
    [["/a??*"], ["/a?", "/a??", "/a???*"], undefined],
    [["/*a*b*"], ["/*b*a*"], "/ab"],
    [["/members/*", "/*.css"], [], "/members/.css"],
    [["/members/*.css", "/members/a*"], [], "/members/a.css"],
    [["/a/*", "/b/*"], [], undefined],
    [["/x*"], ["/xx*"], "/x"],
    [["*"], ["/?*"], "/"],
  ])("finds a path that matches %j and none of %j: %s", (matching, notMatching, expected) => {
    expect(findPath({ matching, notMatching })).toBe(expected);
  });

  it.each([["/a//b"], ["//a/*"], ["/a/./*"], ["/a/../b"], ["/*/.."], ["/.?/../x"]])(
    "finds no path for %s, which matches no normalized path",
    (pattern) => {
      expect(findPath({ matching: [pattern], notMatching: [] })).toBeUndefined();
    },
  );

  it.each([
    [["*"], ["/members/*"], ["/members/*"], "/members%2F"],
    [["/*.css"], ["/members/*"], ["/members/*"], "/members%2F.css"],
    [["*"], ["/@a/x"], ["/@*"], "/%40a/x"],
    [["*"], ["/a?b"], ["/a?b"], "/a%2Fb"],
    [["*"], ["/members/*"], ["/members?2F*"], "/members/"],
    [["*"], ["/members/*"], ["/members/*", "/members?2F*"], "/members%2f"],
    [["*"], ["/members/*"], ["/members/*", "/members?2F*", "/members?2f*"], undefined],
    [["*"], ["/members*"], ["/members*"], undefined],
    [["/assets/*"], ["/members/*"], ["/members/*"], undefined],
  ])(
    "finds a path of %j that decodes to one of %j and matches none of %j: %s",
    (matching, decodedMatching, notMatching, expected) => {
      expect(findPath({ matching, decodedMatching, notMatching })).toBe(expected);
    },
  );

  it("agrees with trying every short path", () => {
    const alphabet = ["a", "b", "/", ".", "x"];
    const paths = [""];
    for (const path of paths) {
      if (path.length < 5) paths.push(...alphabet.map((character) => path + character));
    }
    const all = paths.map((path) => `/${path}`).filter((path) => normalizePath(path) === path);
    const pattern = fc
      .array(fc.constantFrom("a", "b", "/", ".", "*", "*", "?"), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(""));
    const patterns = (minLength: number, maxLength: number) => fc.array(pattern, { minLength, maxLength });
    fc.assert(
      fc.property(patterns(1, 2), patterns(0, 3), (matching, notMatching) => {
        const isMatch = (path: string) =>
          matching.every((one) => matchPathPattern(one, path)) &&
          !notMatching.some((one) => matchPathPattern(one, path));
        const path = findPath({ matching, notMatching });
        if (path !== undefined) {
          expect(isMatch(path)).toBe(true);
          expect(normalizePath(path)).toBe(path);
        }
        const shortest = all.find(isMatch);
        if (shortest !== undefined) expect(path?.length).toBe(shortest.length);
        else expect(path === undefined || path.length > 6).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("answers for the longest and most ambiguous patterns that CloudFront accepts", () => {
    const matching = [`/${"*a?".repeat(84)}`];
    const notMatching = Array.from(
      { length: 74 },
      (_, index) => `/${"*?a".repeat(60)}*${"?".repeat(index)}b${"*a?".repeat(10)}`,
    );
    expect(findPath({ matching, notMatching })).toHaveLength(1 + 2 * 84);
    expect(findPath({ matching, notMatching: [...notMatching, `/${"*a".repeat(84)}*`] })).toBeUndefined();
  });
});
