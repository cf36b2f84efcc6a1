import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = {
  key: { type: "jwks", url: "https://login.example.com/.well-known/jwks.json" },
  issuer: "https://login.example.com",
  audience: "members",
  prefix: "/members/",
  variants: { claim: "plan", values: { gold: "gold" }, fallback: "basic" },
};

const withUrl = (url: string) => ({ ...valid, key: { type: "jwks", url } });

describe("the members' sign-in config", () => {
  test("has a clock tolerance and both public-key algorithms by default", () => {
    expect(config.parse(valid)).toEqual({
      ...valid,
      key: { ...valid.key, algorithms: ["RS256", "ES256"] },
      clockToleranceSeconds: 30,
    });
  });

  test.each(["http://127.0.0.1:8080/keys", "http://localhost/keys", "http://login.localhost:8080/keys"])(
    "takes plain http on this machine: %s",
    (url) => expect(config.safeParse(withUrl(url)).success).toBe(true),
  );

  test.each([
    "http://login.example.com/keys",
    "http://127.0.0.1.evil.example/keys",
    "http://localhost.evil.example/keys",
    "http://localhost@evil.example/keys",
    "https://user@login.example.com/keys",
    "file:///etc/passwd",
    "/keys",
  ])("refuses keys from %s", (url) => {
    expect(() => config.parse(withUrl(url))).toThrow(/an https URL/);
  });

  test.each([
    ["a shared-secret algorithm with public keys", { key: { ...valid.key, algorithms: ["HS256"] } }, /algorithms/],
    ["a secret written into the config", { key: { type: "secret", secret: "hunter2" } }, /parameter/],
    ["a parameter that is not a full name", { key: { type: "secret", parameter: "secret" } }, /full name/],
    ["a store's key with a space", { key: { type: "kvs", name: "auth key" } }, /a key of the store/],
    ["a key written into the config", { key: { type: "kvs", name: "k", key: "hunter2" } }, /key/],
    ["a prefix without its slash", { prefix: "/members" }, /begins and ends in '\/'/],
    ["a variant that is a path", { variants: { ...valid.variants, fallback: "../basic" } }, /one folder's name/],
    ["a login page without a scheme on another host", { login: { url: "//evil.example" } }, /an https URL/],
    ["a login page with a fragment", { login: { url: "https://login.example.com/#a" } }, /has no '#'/],
    ["a tolerance of an hour", { clockToleranceSeconds: 3600 }, /clockToleranceSeconds/],
    ["an unknown key", { isuer: "x" }, /isuer/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
