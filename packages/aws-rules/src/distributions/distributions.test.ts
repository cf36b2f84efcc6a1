import { describe, expect, it } from "vitest";
import { checkOriginSetting, checkStagingWeight, findTakenAliases, findTakenPathPatterns } from "../index.ts";

describe("checkOriginSetting", () => {
  it.each([
    ["connectAttempts", 3],
    ["connectTimeoutSeconds", 10],
    ["responseTimeoutSeconds", 120],
  ] as const)("takes %s from 1 to %d, in whole numbers", (setting, most) => {
    expect(checkOriginSetting(setting, 1)).toBeUndefined();
    expect(checkOriginSetting(setting, most)).toBeUndefined();
    for (const wrong of [0, most + 1, 1.5, Number.NaN]) {
      expect(checkOriginSetting(setting, wrong)?.message).toContain(`from 1 to ${most}`);
    }
  });
});

describe("checkStagingWeight", () => {
  it("takes 15 % and not more, and nothing below 0", () => {
    expect(checkStagingWeight(0.15)).toBeUndefined();
    expect(checkStagingWeight(0.151)?.rule).toBe("FE-DST-008");
    expect(checkStagingWeight(-0.1)?.rule).toBe("FE-DST-008");
  });
});

describe("findTakenAliases", () => {
  const messagesFor = (...aliases: [alias: string, owner: string][]) =>
    findTakenAliases(aliases.map(([alias, owner]) => ({ alias, owner }))).map(({ diagnostic }) => diagnostic.message);

  it("accepts a wildcard next to a name that it covers", () => {
    expect(messagesFor(["*.example.com", "a"], ["www.example.com", "b"])).toEqual([]);
  });

  it("distinguishes an alias that a distribution has twice from one that another distribution has", () => {
    expect(messagesFor(["www.example.com", "a"], ["www.example.com", "a"])[0]).toContain("is listed twice");
    expect(messagesFor(["www.example.com", "a"], ["WWW.example.com", "b"])[0]).toContain("is taken by a");
  });
});

describe("findTakenPathPatterns", () => {
  it("takes a pattern with its slash and without for one, and case for a difference", () => {
    const patterns = ["/a/*", "a/*", "/A/*"].map((pattern, index) => ({ pattern, owner: `behaviors[${index}]` }));
    expect(findTakenPathPatterns(patterns).map(({ taken }) => taken.owner)).toEqual(["behaviors[1]"]);
  });
});
