import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

describe("the visitor id's config", () => {
  test("keeps an id for 90 days, for the host alone, by default", () => {
    expect(config.parse({ cookie: "visitor" })).toEqual({ cookie: "visitor", maxAgeDays: 90 });
  });

  test.each([
    ["a cookie's name with a space", { cookie: "a b" }, /RFC 6265/],
    ["more days than browsers keep", { cookie: "a", maxAgeDays: 401 }, /maxAgeDays/],
    ["a domain that starts an attribute", { cookie: "a", domain: "example.com; Path=/x" }, /a host name/],
    ["an unknown key", { cookie: "a", secure: false }, /secure/],
  ])("refuses %s", (_, value, message) => {
    expect(() => config.parse(value)).toThrow(message);
  });
});
