import { createECDH, createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { privateScalar, signGet } from "./sigv4a.ts";

const credentials = {
  accessKeyId: "AKISORANDOMAASORANDOM",
  secretAccessKey: "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom",
};
const url = new URL("https://123456789012.cloudfront-kvs.global.api.aws/key-value-stores/arn%3Aaws/keys/a%2Fb%20c");
const time = Date.UTC(2026, 0, 2, 3, 4, 5);

describe("SigV4A", () => {
  test("derives the key that AWS's own implementations derive", () => {
    expect(privateScalar(credentials).toString("hex")).toBe(
      "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd",
    );
  });

  test("signs method, path, headers and time, which the derived public key confirms", () => {
    const headers = signGet(url, "cloudfront-keyvaluestore", { ...credentials, sessionToken: "t" }, time);
    const [, scope, names, signature] =
      /Credential=AKISORANDOMAASORANDOM\/(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(
        headers.authorization ?? "",
      ) ?? [];
    expect([scope, names]).toEqual([
      "20260102/cloudfront-keyvaluestore/aws4_request",
      "host;x-amz-date;x-amz-region-set;x-amz-security-token",
    ]);
    const canonical = [
      "GET",
      "/key-value-stores/arn%253Aaws/keys/a%252Fb%2520c",
      "",
      "host:123456789012.cloudfront-kvs.global.api.aws",
      "x-amz-date:20260102T030405Z",
      "x-amz-region-set:*",
      "x-amz-security-token:t",
      "",
      names,
      createHash("sha256").update("").digest("hex"),
    ].join("\n");
    const hash = createHash("sha256").update(canonical).digest("hex");
    const text = `AWS4-ECDSA-P256-SHA256\n20260102T030405Z\n${scope}\n${hash}`;
    expect(verify("sha256", Buffer.from(text), publicKey(), Buffer.from(signature ?? "", "hex"))).toBe(true);
  });
});

function publicKey() {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(privateScalar(credentials));
  const point = curve.getPublicKey();
  const [x = "", y = ""] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  return createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } });
}
