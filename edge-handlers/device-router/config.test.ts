import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { devices: { mobile: "m" }, by: { type: "path" } };

describe("the device router's config", () => {
  test("knows every variant's folder once", () => {
    const { variants } = config.parse({
      ...valid,
      devices: { mobile: "m", tablet: "m", smarttv: "tv" },
      fallback: "d",
    });
    expect(variants).toEqual(["m", "tv", "d"]);
  });

  test.each([
    ["a device that CloudFront does not know", { devices: { watch: "w" } }, /watch/],
    ["a variant that is a path", { devices: { mobile: "../m" } }, /lower-case letters/],
    [
      "a header that CloudFront keeps to itself",
      { by: { type: "header", name: "x-edge-device" } },
      /a header of your own/,
    ],
    ["a header in capitals", { by: { type: "header", name: "X-Device" } }, /in lower case/],
    ["a header for a path", { by: { type: "path", name: "x-device" } }, /name/],
    ["an unknown key", { device: "m" }, /device/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
