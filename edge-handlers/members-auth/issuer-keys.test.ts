import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type KeyServer, makeKey, sign, startKeyServer } from "./testing/issuer.ts";
import { opened, requestMembers } from "./testing/request.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0, 1);

describe("members-auth with the issuer's keys", () => {
  let keys: KeyServer;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    keys = await startKeyServer();
  });

  afterEach(async () => {
    vi.useRealTimers();
    await keys.close();
  });

  const ask = (token: string, algorithms: readonly string[] = ["RS256", "ES256"]) =>
    requestMembers(token, { url: keys.url, algorithms });

  test.each(["RS256", "ES256"] as const)("accepts a token signed with %s", async (alg) => {
    const key = await makeKey(alg, "k1");
    keys.publish(key);
    expect(await ask(await sign(key))).toBe(opened);
  });

  test("fetches the keys once for many requests, at the same time or later", async () => {
    const key = await makeKey("ES256", "k1");
    keys.publish(key);
    const token = await sign(key);
    expect(await Promise.all([ask(token), ask(token), ask(token)])).toEqual([opened, opened, opened]);
    vi.setSystemTime(start + 9 * minute);
    expect(await ask(token)).toBe(opened);
    expect(keys.fetches).toBe(1);
  });

  test("follows a rotation: an unknown key id makes it fetch the keys again", async () => {
    const [before, after] = [await makeKey("ES256", "k1"), await makeKey("ES256", "k2")];
    keys.publish(before);
    await ask(await sign(before));
    keys.publish(after);
    vi.setSystemTime(start + minute);
    expect(await ask(await sign(after))).toBe(opened);
    expect(await ask(await sign(before))).toBe(401);
    expect(keys.fetches).toBe(2);
  });

  test("does not let made-up key ids flood the issuer", async () => {
    const key = await makeKey("ES256", "k1");
    keys.publish(key);
    await ask(await sign(key));
    const made = ["k2", "../k1", "__proto__", "x".repeat(2000), "k1\u0000", "http://evil.example/jwks.json"];
    for (const kid of made) expect(await ask(await sign(key, {}, { kid }))).toBe(401);
    expect(keys.fetches).toBe(1);
  });

  test("drops a key that the issuer has withdrawn within 10 minutes", async () => {
    const [withdrawn, other] = [await makeKey("ES256", "k1"), await makeKey("ES256", "k2")];
    keys.publish(withdrawn, other);
    expect(await ask(await sign(withdrawn))).toBe(opened);
    keys.publish(other);
    vi.setSystemTime(start + 11 * minute);
    expect(await ask(await sign(withdrawn))).toBe(401);
  });

  test("refuses a token that another key signed under a known key id", async () => {
    keys.publish(await makeKey("RS256", "k1"));
    expect(await ask(await sign(await makeKey("RS256", "k1")))).toBe(401);
  });

  test("refuses an algorithm that the config does not name", async () => {
    const key = await makeKey("ES256", "k1");
    keys.publish(key);
    expect(await ask(await sign(key), ["RS256"])).toBe(401);
  });

  test("refuses a key that is not for signatures", async () => {
    const key = await makeKey("ES256", "k1");
    keys.publish({ jwk: { ...key.jwk, use: "enc" } });
    expect(await ask(await sign(key))).toBe(401);
  });

  test("takes a token without a key id only when one key fits", async () => {
    const [one, two] = [await makeKey("ES256", undefined), await makeKey("ES256", undefined)];
    keys.publish(one);
    expect(await ask(await sign(one))).toBe(opened);
    keys.publish(one, two);
    vi.setSystemTime(start + 11 * minute);
    expect(await ask(await sign(one))).toBe(401);
  });

  test.each([
    ["expired within the tolerance", { exp: -20 }, opened],
    ["expired beyond it", { exp: -40 }, 401],
    ["valid soon, within the tolerance", { nbf: 20 }, opened],
    ["valid later", { nbf: 40 }, 401],
  ])("answers to a token that is %s", async (_, times, expected) => {
    const key = await makeKey("ES256", "k1");
    keys.publish(key);
    const now = start / 1000;
    const claims = Object.fromEntries(Object.entries(times).map(([name, seconds]) => [name, now + seconds]));
    expect(await ask(await sign(key, claims))).toBe(expected);
  });

  test.each([
    ["another issuer", { iss: "https://login.example.com.evil.example" }],
    ["another audience", { aud: "members-admin" }],
    ["no expiry", { exp: undefined }],
  ])("refuses a rightly signed token with %s", async (_, claims) => {
    const key = await makeKey("ES256", "k1");
    keys.publish(key);
    expect(await ask(await sign(key, claims))).toBe(401);
  });
});
