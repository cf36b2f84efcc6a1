import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {};

describe("the image format's config", () => {
  test("is AVIF and WebP for photographs by default", () => {
    expect(config.parse(valid)).toEqual({
      formats: ["avif", "webp"],
      extensions: ["jpg", "jpeg", "png"],
      by: { type: "extension" },
    });
  });

  test.each([
    ["a format that browsers don't name", { formats: ["jxl"] }, /formats/],
    ["an extension with its dot", { extensions: [".jpg"] }, /without its dot/],
    ["an extension that is made", { extensions: ["png", "webp"] }, /'webp' is a format that images are turned to/],
    ["a parameter that is two", { by: { type: "query", parameter: "a&b" } }, /a parameter's name/],
    ["an unknown key", { quality: 80 }, /quality/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
