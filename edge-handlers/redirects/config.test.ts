import { findDynamic } from "@featheredge/edge-sdk/config";
import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

describe("the redirects' config", () => {
  test("redirects permanently and keeps the query by default", () => {
    expect(config.parse({ rules: [{ exact: "/a", to: "/b" }] })).toEqual({
      rules: [{ exact: "/a", to: "/b", status: 301, query: "keep" }],
    });
  });

  test.each([
    ["a target without a scheme on another host", { exact: "/a", to: "//evil.example/" }, /one '\/'/],
    ["a target of another scheme", { exact: "/a", to: "javascript:alert(1)" }, /http\(s\) URL/],
    ["a target that is a host without a path", { exact: "/a", to: "https://example.com" }, /with a path/],
    ["a target with a line break", { exact: "/a", to: "/b\r\nx: 1" }, /percent-encoded/],
    ["a path that is not as on the wire", { exact: "/café", to: "/b" }, /percent-encoded/],
    ["a path with a query", { exact: "/a?b=c", to: "/b" }, /a path that begins/],
    ["a prefix without its slash", { prefix: "/blog", to: "/news/" }, /a prefix ends in '\/'/],
    ["a prefix's target without its slash", { prefix: "/blog/", to: "/news" }, /ends in '\/'/],
    ["a rule that redirects to itself", { exact: "/a", to: "/a?x=1" }, /without end/],
    ["a prefix that redirects into itself", { prefix: "/blog/", to: "/blog/new/" }, /without end/],
    ["a query kept after a fragment", { exact: "/a", to: "/b#c" }, /set query to 'drop'/],
    ["another status", { exact: "/a", to: "/b", status: 303 }, /status/],
    ["a rule of both kinds", { exact: "/a", prefix: "/a/", to: "/b/" }, /either 'exact'/],
    ["a rule of neither kind", { to: "/b/" }, /either 'exact'/],
  ])("refuses %s", (_, rule, message) => {
    expect(() => config.parse({ rules: [rule] })).toThrow(message);
  });

  test.each([
    [
      "an address behind its folder",
      [
        { prefix: "/blog/", to: "/news/" },
        { exact: "/blog/a", to: "/b" },
      ],
      /never reached/,
    ],
    [
      "the same address twice",
      [
        { exact: "/a", to: "/b" },
        { exact: "/a", to: "/c" },
      ],
      /never reached/,
    ],
    [
      "two addresses that lead to each other",
      [
        { exact: "/a", to: "/b?x=1" },
        { exact: "/b", to: "/a" },
      ],
      /without end/,
    ],
    [
      "two folders that grow",
      [
        { prefix: "/a/", to: "/b/" },
        { prefix: "/b/", to: "/a/c/" },
      ],
      /without end/,
    ],
  ])("refuses %s, but not in another order or with another target", (_, [first, second], message) => {
    expect(() => config.parse({ rules: [first, second] })).toThrow(message);
    expect(() => config.parse({ rules: [first, { exact: "/other", to: "/end" }] })).not.toThrow();
    expect(() => config.parse({ rules: [second] })).not.toThrow();
  });

  test("accepts an address before its folder, and a chain that ends", () => {
    const rules = [
      { exact: "/blog/a", to: "/b" },
      { prefix: "/blog/", to: "/news/" },
      { exact: "/b", to: "https://example.com/blog/" },
    ];
    expect(config.parse({ rules }).rules).toHaveLength(3);
  });

  test("takes thousands of addresses for the store, each with a target and what differs from a 301", () => {
    const moved = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`/old/${i}`, `/new/${i}`]));
    const [field] = findDynamic(config.parse({ moved: { ...moved, "/a": { to: "/b", status: 308 } } }));
    expect(field).toMatchObject({ path: ["moved"], kind: "record", fallback: false });
    expect(Object.keys(field?.builtIn as object)).toHaveLength(5001);
  });

  test.each([
    ["a path that is not as on the wire", { "/café": "/b" }],
    ["a path with a query", { "/a?b": "/b" }],
    ["a target without a scheme on another host", { "/a": "//evil.example/" }],
    ["a target of another scheme", { "/a": { to: "javascript:alert(1)" } }],
    ["another status", { "/a": { to: "/b", status: 200 } }],
    ["an unknown key", { "/a": { to: "/b", code: 301 } }],
  ])("refuses %s in the store", (_, moved) => {
    expect(config.safeParse({ moved }).success).toBe(false);
  });
});
