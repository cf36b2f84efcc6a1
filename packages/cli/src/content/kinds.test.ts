import { describe, expect, it } from "vitest";
import { contentTypeOf } from "./content-type.ts";
import { kindOf } from "./kinds.ts";

describe("the kind of a file", () => {
  it.each([
    ["index.html", "pages"],
    ["assets/app.3f9c2a1b.js", "immutable"],
    ["assets/index-BmKx3TaZ.js", "immutable"],
    ["img/logo.0123456789abcdef.svg", "immutable"],
    ["assets/site.css", "assets"],
    ["reports/2026-11-29.pdf", "assets"],
    ["reports/report-20261129.pdf", "assets"],
    ["my-component.js", "assets"],
    ["deadbeef.js", "assets"],
    ["fonts/a/inter.woff2", "immutable"],
    ["fonts/readme.txt", "assets"],
  ])("of %s is %s", (path, kind) => {
    expect(kindOf(path, { immutable: ["fonts/**.woff2", "fonts/*.otf"] })).toBe(kind);
  });

  it("matches one name with a star, and folders with two", () => {
    expect(kindOf("fonts/a/b.otf", { immutable: ["fonts/*.otf"] })).toBe("assets");
    expect(kindOf("fonts/b.otf", { immutable: ["fonts/*.otf"] })).toBe("immutable");
    expect(kindOf("fonts/b.otf", { immutable: ["fonts/**/b.otf"] })).toBe("immutable");
  });
});

describe("the content type of a file", () => {
  it("has a character set if it is text, and is found whatever the case", () => {
    expect(contentTypeOf("a/INDEX.HTML")).toBe("text/html; charset=utf-8");
    expect(contentTypeOf("a.wasm")).toBe("application/wasm");
    expect(contentTypeOf(".well-known/apple-app-site-association")).toBe("application/json");
  });

  it("can be added by the environment, and is undefined for others", () => {
    expect(contentTypeOf("a.usdz", { usdz: "model/vnd.usdz+zip" })).toBe("model/vnd.usdz+zip");
    expect(contentTypeOf("a.usdz")).toBeUndefined();
  });
});
