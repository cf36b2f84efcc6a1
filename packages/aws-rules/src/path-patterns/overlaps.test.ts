import { sentences } from "@featheredge/diagnostics";
import { describe, expect, it } from "vitest";
import type { OrderedBehavior } from "../index.ts";
import { SearchBudget } from "./find-path.ts";
import { checkOverlaps, findOverlaps } from "./overlaps.ts";

const auth = "'members-auth' at viewer-request";
const headers = "'headers' at viewer-response";

type Entry = readonly [pattern: string, ...has: string[]];

/** Behaviors with the paths given; what begins with "the " is a setting. */
function behaviors(...entries: readonly Entry[]): OrderedBehavior[] {
  return entries.map(([pattern, ...has], index) => ({
    pattern,
    owner: `behaviors[${index}]`,
    runs: has.filter((one) => !one.startsWith("the ")),
    uses: has.filter((one) => one.startsWith("the ")),
  }));
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
describe("findOverlaps", () => {
  const overlaps = (list: readonly OrderedBehavior[]) =>
    list.flatMap((behavior) =>
      findOverlaps(list, behavior, 10).map(({ earlier, path, lost, isException }) => [
        `${earlier.pattern} before ${behavior.pattern}`,
        path,
        lost,
        isException,
      ]),
    );

  it("gives a path that goes to the earlier behavior, and what that one lacks", () => {
    expect(
      overlaps(behaviors(["/*.css", headers, "the origin 'a'"], ["/members/*", auth, headers, "the origin 'b'"])),
    ).toEqual([["/*.css before /members/*", "/members/.css", [auth, "the origin 'b'"], false]]);
  });

  it("gives a path that no behavior before the earlier one takes", () => {
    expect(overlaps(behaviors(["/members/.css"], ["/*.css", headers], ["/members/*", auth]))).toEqual([
      ["/members/.css before /*.css", "/members/.css", [headers], true],
      ["/members/.css before /members/*", "/members/.css", [auth], true],
      ["/*.css before /members/*", "/members/x.css", [auth], false],
    ]);
  });

  it.each<[string, Entry[]]>([
    ["patterns that no path matches together", [["/a/*"], ["/b/*", auth]]],
    ["patterns that only begin alike", [["/a/*"], ["/a.*", auth]]],
    [
      "an earlier behavior that has all that the later one has",
      [
        ["/*.css", auth, headers],
        ["/members/*", auth],
      ],
    ],
    ["a path that a behavior before both takes", [["/members/*.css", auth], ["/*.css"], ["/members/*", auth]]],
    ["a pattern that is not valid", [["/{a}*"], ["/{a}/*", auth]]],
  ])("has none for %s", (_, list) => {
    expect(overlaps(behaviors(...list))).toEqual([]);
  });

  it("finds fewer if comparing extremely many wildcards takes too long", () => {
    const hard = behaviors(
      ...Array.from({ length: 75 }, (_, index): Entry => [`/${"*?a".repeat(40)}*${index}*`, `f${index}`]),
    );
    const last = hard.at(-1);
    const overlaps = last && findOverlaps(hard, last, 100);
    expect(overlaps?.length).toBeLessThan(74);
  });
});

describe("checkOverlaps", () => {
  const warnings = (list: readonly OrderedBehavior[]) =>
    list.flatMap((behavior) => {
      const warning = checkOverlaps(list, behavior, new SearchBudget(100_000));
      if (warning === undefined) return [];
      expect([warning.severity, warning.page]).toEqual([
        "warning",
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
      ]);
      return [sentences(warning)];
    });

  it("warns where an earlier pattern takes requests without the later one's check", () => {
    expect(warnings(behaviors(["*.jpg"], ["/members/*", auth]))).toEqual([
      "The path pattern '/members/*' does not get all requests that match it: /members/.jpg goes to '*.jpg' (behaviors[0]), without 'members-auth' at viewer-request. CloudFront uses the first behavior that matches. If these requests belong to '/members/*', list it first. If they do not, give them another behavior before both, whose pattern matches nothing else.",
    ]);
  });

  it("warns of another origin, and does not advise an order that loses something, too", () => {
    expect(warnings(behaviors(["/images/*", "the origin 'a'"], ["*.gif", "the origin 'b'"]))).toEqual([
      "The path pattern '*.gif' does not get all requests that match it: /images/.gif goes to '/images/*' (behaviors[0]), without the origin 'b'. CloudFront uses the first behavior that matches. Decide which behavior should serve these requests: give them another behavior before both, whose pattern matches nothing else.",
    ]);
  });

  it("gives three examples at most", () => {
    const [message] = warnings(behaviors(["*.a"], ["*.b"], ["*.c"], ["*.d"], ["/members/*", auth]));
    expect(message).toMatch(
      /: \/members\/\.a goes to [^;]*; \/members\/\.b goes to [^;]*; \/members\/\.c goes to [^;]*; and so on\. CloudFront/,
    );
  });

  it.each<[string, Entry[]]>([
    ["the advised order", [["/members/*", auth], ["*.jpg"]]],
    ["the advised behavior for these requests alone", [["/members/*.jpg"], ["*.jpg"], ["/members/*", auth]]],
    [
      "an exception before a general pattern",
      [
        ["/members/login", headers],
        ["/members/*", auth],
      ],
    ],
    [
      "a pattern before one that matches everything",
      [
        ["/members/*", auth],
        ["/*", headers],
      ],
    ],
  ])("accepts %s", (_, list) => {
    expect(warnings(behaviors(...list))).toEqual([]);
  });

  it("accepts what others take from the default behavior", () => {
    const [first, fallback] = behaviors(["*.jpg"], ["*", auth]);
    if (first === undefined || fallback === undefined) throw new Error("no behaviors");
    expect(warnings([first, { ...fallback, isDefault: true }])).toEqual([]);
  });
});
