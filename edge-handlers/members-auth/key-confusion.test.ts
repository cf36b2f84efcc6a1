import { createHmac, createPublicKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type IssuerKey, type KeyServer, makeKey, sign, startKeyServer } from "./testing/issuer.ts";
import { opened, requestMembers } from "./testing/request.ts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const claims = { iss: "https://login.example.com", aud: "members", exp: 4_102_444_800, plan: "gold" };

function hmacToken(secret: string | Buffer, alg: string): string {
  const message = `${encode({ alg, kid: "k1" })}.${encode(claims)}`;
  return `${message}.${createHmac("sha256", secret).update(message).digest("base64url")}`;
}

describe("members-auth and tokens that confuse keys", () => {
  let keys: KeyServer;
  let key: IssuerKey;
  const ask = (token: string) => requestMembers(token, { url: keys.url });

  beforeEach(async () => {
    keys = await startKeyServer();
    key = await makeKey("RS256", "k1");
    keys.publish(key);
  });

  afterEach(() => keys.close());

  test.each(["HS256", "RS256"])("refuses a public key used as a shared secret under %s", async (alg) => {
    expect(await ask(await sign(key))).toBe(opened);
    const published = createPublicKey({ key: { ...key.jwk, kty: "RSA" }, format: "jwk" });
    const secrets = [
      published.export({ type: "spki", format: "pem" }),
      published.export({ type: "spki", format: "der" }),
      published.export({ type: "pkcs1", format: "pem" }),
      JSON.stringify(key.jwk),
      String(key.jwk.n),
    ];
    for (const secret of secrets) expect(await ask(hmacToken(secret, alg))).toBe(401);
  });

  test("refuses a signature of one algorithm under the name of another", async () => {
    const [header, payload, signature] = (await sign(key)).split(".");
    for (const alg of ["ES256", "RS512", "PS256", "none", ""]) {
      const renamed = encode({ alg, kid: "k1" });
      expect(header).not.toBe(renamed);
      expect(await ask(`${renamed}.${payload}.${signature}`)).toBe(401);
    }
  });

  test("refuses a key that the token brings along", async () => {
    const own = await makeKey("RS256", "k1");
    expect(await ask(await sign(own, {}, { jwk: own.jwk }))).toBe(401);
    expect(await ask(await sign(own, {}, { jku: "https://evil.example/jwks.json" }))).toBe(401);
  });

  test("does not use a secret key that the issuer publishes by mistake", async () => {
    const secret = Buffer.from("correct-horse-battery-staple-correct-horse");
    keys.publish({ jwk: { kty: "oct", kid: "k1", k: secret.toString("base64url") } });
    expect(await ask(hmacToken(secret, "HS256"))).toBe(401);
  });
});
