import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {
  keyPairId: "K2JCJMDEHXQW5F",
  privateKey: { parameter: "/site/prod/signed-cookies/private-key" },
  resource: "https://media.example.com/premium/*",
};

describe("the issuer's config", () => {
  test("lasts an hour, for any address, on this host, by default", () => {
    expect(config.parse(valid)).toEqual({
      ...valid,
      lifetimeSeconds: 3600,
      bindToAddress: false,
      cookie: { path: "/" },
      returnParameter: "return",
      location: "/",
    });
  });

  test.each([
    ["a private key written into the config", { privateKey: { pem: "-----BEGIN" } }, /parameter/],
    ["a key's id in lower case", { keyPairId: "k2jcjmdehxqw5f" }, /a public key's id/],
    ["a resource without a scheme", { resource: "/premium/*" }, /an http\(s\) URL/],
    ["a resource that breaks out of the policy", { resource: 'https://a.example/","x":"' }, /an http\(s\) URL/],
    ["8 days", { lifetimeSeconds: 8 * 86_400 }, /lifetimeSeconds/],
    ["a location on another host", { location: "//evil.example/" }, /a path that begins with one/],
    ["a cookie's path that starts an attribute", { cookie: { path: "/; Domain=x" } }, /without ';'/],
    ["an unknown key", { ttl: 60 }, /ttl/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
