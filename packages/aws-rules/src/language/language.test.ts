import { describe, expect, it } from "vitest";
import { globals, languageModules, prototypeMembers, refusedGlobals, refusedMethods, staticMembers } from "../index.ts";

describe("the cloudfront-js-2.0 language", () => {
  it("lists no global as both there and refused", () => {
    expect(Object.keys(refusedGlobals).filter((name) => globals.includes(name))).toEqual([]);
  });

  it("refuses no method that a documented prototype has", () => {
    const documented = new Set(Object.values(prototypeMembers).flat());
    expect(Object.keys(refusedMethods).filter((name) => documented.has(name))).toEqual([]);
  });

  it("gives static members only to globals that are there", () => {
    expect(Object.keys(staticMembers).filter((name) => !globals.includes(name))).toEqual([]);
  });

  it("has what AWS lists and lacks what AWS does not", () => {
    expect(staticMembers.Object).toContain("entries");
    expect(staticMembers.Object).not.toContain("fromEntries");
    expect(staticMembers.Array).not.toContain("from");
    expect(prototypeMembers.String).toContain("replaceAll");
    expect(prototypeMembers.String).not.toContain("localeCompare");
    expect(languageModules.crypto?.exports).toEqual(["createHash", "createHmac"]);
  });
});
