import { describe, expect, it } from "vitest";
import { functionRuntimes, languageModules, languageOf, prototypeMembers, staticMembers } from "../index.ts";

describe.each(functionRuntimes)("the language of %s", (runtime) => {
  const language = languageOf(runtime);

  it("has no global that is also refused", () => {
    const { globals, refusedGlobals } = language;
    expect(Object.keys(refusedGlobals).filter((name) => globals.includes(name))).toEqual([]);
  });

  it("refuses no method that a documented prototype has", () => {
    const documented = new Set(Object.values(language.prototypeMembers).flat());
    expect(Object.keys(language.refusedMethods).filter((name) => documented.has(name))).toEqual([]);
  });

  it("refuses no syntax that is listed", () => {
    const { syntaxNodes, refusedSyntax } = language;
    expect(Object.keys(refusedSyntax).filter((node) => syntaxNodes.includes(node))).toEqual([]);
  });

  it("advises no global, declaration or module that it lacks", () => {
    const { refusedGlobals, refusedMethods, refusedSyntax, globals, modules, declarations } = language;
    const later = languageOf("cloudfront-js-2.0");
    const missing = [
      ...later.globals.filter((name) => !globals.includes(name)),
      ...Object.keys(later.modules).filter((name) => !Object.hasOwn(modules, name)),
      ...later.declarations.filter((kind) => !declarations.includes(kind)),
      ...(Object.hasOwn(modules, "cloudfront") ? [] : ["KeyValueStore"]),
    ];
    const tables = [refusedGlobals, refusedMethods, refusedSyntax];
    const advice = tables.flatMap((table) => Object.values<{ readonly fix: string }>(table).map(({ fix }) => fix));
    for (const text of advice.filter((one) => !one.includes("cloudfront-js-2.0"))) {
      expect(
        missing.filter((name) => new RegExp(`\\b${name}\\b`).test(text)),
        text,
      ).toEqual([]);
    }
  });

  it("gives static members only to its globals", () => {
    expect(Object.keys(language.staticMembers).filter((name) => !language.globals.includes(name))).toEqual([]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-10.html
describe("the cloudfront-js-1.0 language", () => {
  const { globals, modules, declarations, ...language } = languageOf("cloudfront-js-1.0");

  it("has what AWS lists and lacks what came with cloudfront-js-2.0", () => {
    expect(declarations).toEqual(["var"]);
    expect(Object.keys(modules)).toEqual(["crypto", "querystring"]);
    expect(language.prototypeMembers.String).toEqual(
      expect.arrayContaining(["fromBytes", "fromUTF8", "padStart", "toBytes", "toUTF8"]),
    );
    expect(language.prototypeMembers.String).not.toContain("replaceAll");
    expect(language.staticMembers.Promise).toEqual(["reject", "resolve"]);
    expect(globals).toEqual(expect.arrayContaining(["MemoryError", "Promise", "Uint8Array", "globalThis"]));
    for (const name of ["Buffer", "Symbol", "TextEncoder", "atob"]) expect(globals).not.toContain(name);
  });
});

describe("the cloudfront-js-2.0 language", () => {
  it("has what AWS lists and lacks what AWS does not", () => {
    expect(staticMembers.Object).toContain("entries");
    expect(staticMembers.Object).not.toContain("fromEntries");
    expect(staticMembers.Array).not.toContain("from");
    expect(prototypeMembers.String).toContain("replaceAll");
    expect(prototypeMembers.String).not.toContain("localeCompare");
    expect(languageModules.crypto?.exports).toEqual(["createHash", "createHmac"]);
  });
});
