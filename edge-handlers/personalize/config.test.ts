import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {
  source: { type: "claims" },
  cookie: "session",
  field: "plan",
  values: { gold: "gold" },
  fallback: "everyone",
  as: { type: "folder" },
};
const withUrl = (url: string) => ({ ...valid, source: { type: "api", url } });

describe("the personalization's config", () => {
  test("gives a service 300 ms and remembers for a minute by default", () => {
    expect(config.parse(withUrl("https://profiles.example.com/me")).source).toEqual({
      type: "api",
      url: "https://profiles.example.com/me",
      timeoutMilliseconds: 300,
      cacheSeconds: 60,
    });
  });

  test.each([
    "http://profiles.example.com/me",
    "http://localhost@evil.example/",
    "https://user@profiles.example.com/",
    "https://profiles.example.com/#me",
    "file:///etc/passwd",
    "/me",
  ])("refuses a service at %s", (url) => expect(() => config.parse(withUrl(url))).toThrow(/an https URL/));

  test.each([
    ["a variant that is a path", { fallback: "../x" }, /a plain word/],
    ["a header with a space", { as: { type: "header", name: "x variant" } }, /RFC 9110 token/],
    ["a key written into the config", { source: { type: "claims", verify: { secret: "hunter2" } } }, /secret/],
    ["a wait of 3 s", { source: { type: "api", url: "https://a.example", timeoutMilliseconds: 3000 } }, /timeout/],
    ["an unknown key", { claim: "plan" }, /claim/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
