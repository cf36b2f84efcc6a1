import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readClaims, verifyHs256 } from "./jwt.ts";

const key = "0123456789abcdef0123456789abcdef";
const now = Date.UTC(2026, 0, 1) / 1000;
const claims = { iss: "i", aud: "a", exp: now + 60, sub: "é" };
const expected = { issuer: "i", audience: "a", clockToleranceSeconds: 30 };
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function token(payload: unknown, header: unknown = { alg: "HS256" }, secret = key): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

describe("verifyHs256", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: now * 1000 }));
  afterEach(() => void vi.useRealTimers());

  test("gives the claims of a token that holds", () => {
    expect(verifyHs256(token(claims), key, expected)).toEqual(claims);
    expect(verifyHs256(token({ ...claims, aud: ["b", "a"] }), key, expected)?.sub).toBe("é");
  });

  test.each([
    ["another key", token(claims, undefined, "x".repeat(32))],
    ["no signature", `${token(claims).split(".").slice(0, 2).join(".")}.`],
    ["alg none", token(claims, { alg: "none" })],
    ["another spelling of the algorithm", token(claims, { alg: "hs256" })],
    ["a critical extension", token(claims, { alg: "HS256", crit: ["b64"], b64: false })],
    ["a header that is a list", token(claims, ["HS256"])],
    ["claims that are a list", token([claims])],
    ["claims that are null", token(null)],
    ["four parts", `${token(claims)}.a`],
    ["two parts", token(claims).split(".").slice(0, 2).join(".")],
    ["a padded signature", `${token(claims)}=`],
    ["no text", ""],
    ["another issuer", token({ ...claims, iss: "i2" })],
    ["an issuer list", token({ ...claims, iss: ["i"] })],
    ["another audience", token({ ...claims, aud: ["b"] })],
    ["no audience", token({ ...claims, aud: undefined })],
    ["no end", token({ ...claims, exp: undefined })],
    ["an end in text", token({ ...claims, exp: String(now + 60) })],
    ["an end that is past, beyond the tolerance", token({ ...claims, exp: now - 30 })],
    ["a start beyond the tolerance", token({ ...claims, nbf: now + 31 })],
    ["a start in text", token({ ...claims, nbf: "0" })],
    ["an issue time in text", token({ ...claims, iat: "0" })],
  ])("refuses %s", (_, found) => expect(verifyHs256(found, key, expected)).toBeUndefined());

  test.each([
    ["an end within the tolerance", { exp: now - 29 }],
    ["a start within the tolerance", { nbf: now + 30 }],
    ["an issue time", { iat: now }],
  ])("takes %s", (_, change) => expect(verifyHs256(token({ ...claims, ...change }), key, expected)).toBeDefined());
});

describe("readClaims", () => {
  test("gives the claims of any token, however signed", () => {
    expect(readClaims(token(claims, { alg: "none" }, "x"))).toEqual(claims);
  });

  test.each(["", "a.b", "a.b.c.d", "a.%%%.c", "a..c", `a.${encode("text")}.c`, `a.${encode([1])}.c`])(
    "gives none for %j",
    (found) => expect(readClaims(found)).toBeUndefined(),
  );
});
