import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { locales: ["en", "pt-BR"], fallback: "en" };

describe("the language router's config", () => {
  test("compares tags in lower case", () => {
    expect(config.parse(valid)).toEqual({ ...valid, tags: ["en", "pt-br"], untouched: [] });
  });

  test.each([
    ["a fallback that is not among the locales", { fallback: "ja" }, /'ja' is not among locales \(en, pt-BR\)/],
    ["two locales that differ by case only", { locales: ["en", "pt-BR", "pt-br"] }, /'pt-br' is there twice/],
    ["a locale that is a path", { locales: ["en", "../x"] }, /a locale looks like/],
    ["a cookie's name with a space", { cookie: "my locale" }, /RFC 6265 token/],
    ["an untouched path without its slash", { untouched: ["assets/"] }, /begins with '\/'/],
    ["an unknown key", { cookies: "locale" }, /cookies/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
