import { describe, expect, test } from "vitest";
import { config } from "./config.ts";

const valid = { users: { ada: "0".repeat(64) } };

describe("the config of basic-auth", () => {
  test("gives the edge a challenge and hashes, no names", () => {
    expect(config.parse(valid)).toEqual({
      challenge: 'Basic realm="Restricted", charset="UTF-8"',
      hashes: ["0".repeat(64)],
    });
  });

  test.each([
    ["no users", { users: {} }, /list one/],
    ["a password that is not hashed", { users: { ada: "secret" } }, /a SHA-256 of 'user:password'/],
    ["a hash in capitals", { users: { ada: "A".repeat(64) } }, /a SHA-256/],
    ["a user with a colon", { users: { "a:b": "0".repeat(64) } }, /no ':'/],
    ["a realm that ends its quotes", { realm: 'a", x="' }, /plain characters/],
    ["a realm with a line break", { realm: "a\r\nb" }, /plain characters/],
    ["an unknown key", { user: "ada" }, /user/],
  ])("refuses %s", (_, change, message) => {
    expect(() => config.parse({ ...valid, ...change })).toThrow(message);
  });
});
