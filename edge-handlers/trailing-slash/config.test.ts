import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { slash: "always" };

describe("the trailing slash's config", () => {
  test("redirects by 301 by default", () => {
    expect(config.parse(valid)).toEqual({ slash: "always", status: 301, exclude: [], extensions: [] });
  });

  test.each([
    ["neither always nor never", { slash: "sometimes" }, /slash/],
    ["a status that is not permanent", { status: 302 }, /status/],
    ["an excluded folder without its slash", { exclude: ["/api"] }, /a folder ends in '\/'/],
    ["an extension with its dot", { extensions: [".usdc"] }, /without its dot/],
    ["an unknown key", { policy: "always" }, /policy/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
