import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { countries: { ES: "es" }, locales: ["en", "es"], fallback: "en" };

describe("the country router's config", () => {
  test("needs countries, locales and a fallback only", () => {
    expect(config.parse(valid)).toEqual({ ...valid, untouched: [] });
  });

  test.each([
    [
      "a locale for a country that is not among the locales",
      { countries: { ES: "pt" } },
      /'pt' is not among locales \(en, es\)/,
    ],
    ["a fallback that is not among the locales", { fallback: "ja" }, /'ja' is not among locales/],
    ["a country in lower case", { countries: { es: "es" } }, /two capital letters/],
    ["a locale that is a path", { locales: ["en", "../x"] }, /a locale looks like/],
    ["a cookie's name with a space", { cookie: "my locale" }, /RFC 6265 token/],
    ["an untouched path without its slash", { untouched: ["assets/"] }, /begins with '\/'/],
    ["an unknown key", { cookies: "locale" }, /cookies/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
