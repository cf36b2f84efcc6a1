import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { host: "www.example.com" };

describe("the canonical host's config", () => {
  test("redirects to https", () => {
    expect(config.parse({ ...valid, allow: ["preview.example.com"] })).toEqual({
      origin: "https://www.example.com",
      hosts: ["www.example.com", "preview.example.com"],
      status: 301,
    });
  });

  test.each([
    ["a host with its scheme", { host: "https://www.example.com" }, /a host name/],
    ["a host with a port", { host: "www.example.com:8443" }, /a host name/],
    ["a host in capitals", { host: "WWW.example.com" }, /lower case/],
    ["a host of one label", { host: "localhost" }, /a host name/],
    ["an allowed host with a wildcard", { allow: ["*.example.com"] }, /a host name/],
    ["a status that is not permanent", { status: 302 }, /status/],
    ["an unknown key", { hosts: [] }, /hosts/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
