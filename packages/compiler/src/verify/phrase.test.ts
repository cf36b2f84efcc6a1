import { languageModules, staticMembers } from "@featheredge/aws-rules";
import { checkCloudFrontFunction } from "@featheredge/runtimes";
import { describe, expect, it } from "vitest";
import { phrase } from "./phrase.ts";

function phraseOf(code: string): { what: string; fix: string } {
  const [found] = checkCloudFrontFunction(`function handler(event) { return ${code}; }`);
  if (found === undefined) throw new Error(`'${code}' passes the language check`);
  return { what: phrase(found, false), fix: found.fix };
}

describe("the words for code that the language check rejects", () => {
  it("list the members that an object has instead", () => {
    expect(phraseOf("Math.missing(8)")).toEqual({
      what: "uses Math.missing, which CloudFront Functions do not have",
      fix: `Use another member of Math (${staticMembers.Math?.join(", ")}), or write it out.`,
    });
  });

  it("list the modules that there are instead", () => {
    expect(phraseOf("require('fs')")).toEqual({
      what: "uses the module 'fs', which CloudFront Functions do not have",
      fix: `Its modules are ${Object.keys(languageModules).join(", ")}. Bundle it, or do without.`,
    });
  });

  it("list the members that a module has instead", () => {
    expect(phraseOf("require('crypto').createSign('x')")).toEqual({
      what: "uses the member 'createSign' of the module 'crypto', which CloudFront Functions do not have",
      fix: `Use one of its members: ${languageModules.crypto?.exports.join(", ")}.`,
    });
  });
});
