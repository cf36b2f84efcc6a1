import { describe, expect, it } from "vitest";
import { behaviorOf } from "../distributions/testing/sample.ts";
import { formatDuration } from "./durations.ts";
import { lifetimesOf, secondsAtCloudFront } from "./lifetimes.ts";

const ttl = { least: 1, byDefault: 86_400, most: 31_536_000 };

describe("secondsAtCloudFront", () => {
  it.each([
    ["public, max-age=600", 600],
    ["public, max-age=0, s-maxage=60", 60],
    ['max-age="90"', 90],
    ["max-age=0", 1],
    ["max-age=99999999", 31_536_000],
    ["no-store", 1],
    ["private, max-age=600", 1],
    ["public", 86_400],
  ])("of '%s' is %d", (cacheControl, seconds) => {
    expect(secondsAtCloudFront(cacheControl, ttl)).toBe(seconds);
  });

  it("is at least the policy's least time, where the origin does not say", () => {
    expect(secondsAtCloudFront("public", { least: 30, byDefault: 0, most: 60 })).toBe(30);
  });
});

describe("lifetimesOf", () => {
  const lifetimes = [
    { prefix: "assets/", cacheControl: "public, max-age=600" },
    { cacheControl: "public, max-age=0, s-maxage=60" },
  ];
  const assets = behaviorOf({ path: "/assets/*", isDefault: false });

  it("has one time where a pattern matches the files of a prefix only", () => {
    expect(lifetimesOf(assets, { lifetimes }, [])).toEqual([{ files: undefined, atCloudFront: 600, inBrowsers: 600 }]);
  });

  it("omits files that an earlier behavior serves", () => {
    expect(lifetimesOf(behaviorOf({}), { lifetimes }, [assets])).toEqual([
      { files: undefined, atCloudFront: 60, inBrowsers: 0 },
    ]);
  });

  it("has a time for each kind of file that a behavior serves", () => {
    const all = lifetimesOf(behaviorOf({}), { lifetimes }, [behaviorOf({ path: "/assets/*.png", isDefault: false })]);
    expect(all.map(({ files, atCloudFront }) => [files, atCloudFront])).toEqual([
      ["files in `assets/`", 600],
      ["other files", 60],
    ]);
  });

  it("takes the time in browsers from a policy that writes over the origin's header", () => {
    const policy = { name: "fresh", cacheControl: "no-store" };
    const [lifetime] = lifetimesOf(behaviorOf({ ...assets, responseHeadersPolicy: policy }), { lifetimes }, []);
    expect(lifetime).toEqual({ files: undefined, atCloudFront: 600, inBrowsers: 0 });
  });
});

describe("formatDuration", () => {
  it.each([
    [1, "1 s"],
    [90, "90 s"],
    [600, "10 min"],
    [3_600, "1 h"],
    [172_800, "2 days"],
    [31_536_000, "1 year"],
  ])("writes %d seconds as '%s'", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
